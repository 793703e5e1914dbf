/** What a brand can be in its business. */
export const BRAND_TYPES = ['Brokerage', 'Office', 'Team', 'Region', 'Personal', 'Other'] as const;
export type BrandType = (typeof BRAND_TYPES)[number];
