/** What every entity has that the configuration API serves, and every answer of it shows. */
export const RESOURCE_PROPERTIES = ['id', 'name', 'description', 'meta', 'version'] as const;

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Epoch milliseconds. */
export interface ResourceTimes {
  readonly createdAt: number;
  readonly updatedAt: number;
}
