/** Comments are wrapped to the width of the source; a reader's page has a width of its own. */
export const unwrapped = (text: string): string => text.replaceAll(/(?<!\n)\n(?![\n|*#-]|\d+\.)/g, ' ');
