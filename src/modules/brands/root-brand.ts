/** SQL: the root of the tree that the row `brand` of `brands` stands in; its own id for a root. */
export const rootBrandSql = (brand: string): string =>
  `coalesce(${brand}.ancestors[cardinality(${brand}.ancestors)], ${brand}.id)`;
