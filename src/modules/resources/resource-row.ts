/** What every entity has that the configuration API serves, and every answer of it shows. */
export const RESOURCE_PROPERTIES = ['id', 'name', 'description', 'meta', 'version'] as const;

/** Epoch milliseconds. */
export interface ResourceTimes {
  readonly createdAt: number;
  readonly updatedAt: number;
}
