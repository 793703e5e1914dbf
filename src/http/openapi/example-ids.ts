/**
 * Ids of the demo data. Every example names these, so that it works when it is tried out. What is listed by id has one
 * of its time: another would stand before or behind all that is made later.
 */
export const EXAMPLE_IDS = {
  brand: '4c3970ea-d648-4b25-baa8-8f7af73f318c',
  portal: '019e2d0c-e135-7a0c-94cd-49d6462af666',
  leadChannel: '019e2d0c-e136-7a0c-94cd-49d6462af001',
  user: '019e2d0c-dea0-7c5e-9a3e-6b1f0a52d7c4',
  role: '019e2d0c-df11-7f0a-8c44-2f6d9be1a7e3',
  secretKey: '019e2d0c-df7c-7b62-b1d5-08c3a94fe6b0',
  contact: 'c9547e48-062a-4277-a9d0-b23e551c66d9',
  /** A brand that nothing else names, so that it can be deleted. */
  office: '019e3233-3bd8-7000-8001-000000000001',
  /** Contacts that nothing else names, so that they can be deleted. */
  leaving: '019e35a2-23d8-7000-8003-000000000010',
  leavingPortal: '019e3610-00d8-7000-8003-000000000012',
  /** A phone number of the contact. */
  attribute: '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d4',
  /** A note about the contact. */
  note: '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d5',
  /** A tag of the contact. */
  tag: '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d6',
} as const;
