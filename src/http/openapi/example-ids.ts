/** Ids of the demo data. Every example names these, so that it works when it is tried out. */
export const EXAMPLE_IDS = {
  brand: '4c3970ea-d648-4b25-baa8-8f7af73f318c',
  portal: '996a4087-4141-40f3-94cd-49d6462af666',
  contact: 'c9547e48-062a-4277-a9d0-b23e551c66d9',
} as const;
