const ignoring = new Set<unknown>();

/** For bodies of which a standard says that what is unknown in them is ignored, not refused. */
export const IgnoresOthers =
  () =>
  (type: new () => object): void => {
    ignoring.add(type);
  };

export const ignoresOthers = (type: unknown): boolean => ignoring.has(type);
