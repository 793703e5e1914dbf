/**
 * Ids of the demo data. Every example names these, so that it works when it is tried out. What is listed by id has one
 * of its time: another would stand before or behind all that is made later.
 */
export const EXAMPLE_IDS = {
  brand: '4c3970ea-d648-4b25-baa8-8f7af73f318c',
  portal: '019e2d0c-e135-7a0c-94cd-49d6462af666',
  leadChannel: '019e2d0c-e136-7a0c-94cd-49d6462af001',
  contact: 'c9547e48-062a-4277-a9d0-b23e551c66d9',
  /** A phone number of the contact. */
  attribute: '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d4',
  /** A note about the contact. */
  note: '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d5',
} as const;
