/** What every entity has that the configuration API serves, and every answer of it shows. */
export const RESOURCE_PROPERTIES = ['id', 'name', 'description', 'meta', 'version'] as const;

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** What a call made; without a version, if it was an earlier one and somebody deleted it since. */
export type Made = Versioned | { readonly id: string; readonly version?: undefined };

/** Epoch milliseconds. */
export interface ResourceTimes {
  readonly createdAt: number;
  readonly updatedAt: number;
}
