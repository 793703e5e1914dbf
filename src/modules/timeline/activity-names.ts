/** What contacts do on a portal; an operator may add to these. */
export const ACTIONS = [
  'ContactViewedListing',
  'ContactSharedListing',
  'ContactFavoritedListing',
  'ContactRemovedFavoriteListing',
  'ContactValuedListing',
  'ContactSearchedListings',
  'ContactCreatedSearch',
  'ContactRemovedSearch',
  'ContactSignedUp',
  'ContactLoggedIn',
] as const;

export const OBJECT_CLASSES = ['contact_lead', 'contact_listing', 'contact_search', 'listing'] as const;
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

const key = (name: string) => name.toLowerCase().replaceAll('_', '');
const CLASS_BY_KEY = new Map(OBJECT_CLASSES.map((name) => [key(name), name]));

/** The class that is meant, in whatever casing. */
export const knownClass = (name: string): ObjectClass | undefined => CLASS_BY_KEY.get(key(name));
