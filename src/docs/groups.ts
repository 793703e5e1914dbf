const BY_PORTAL_TOKEN =
  "Called by a portal's own front end with the portal's token in the header `X-RECHAT-PORTAL-TOKEN`. A bearer token is neither needed nor enough.";

export interface Group {
  readonly name: string;
  readonly description: string;
}

/** What operations are grouped by, in the order in which the documentation shows the groups. */
export const GROUPS: readonly Group[] = [
  {
    name: 'Portals',
    description: `### Overview

A portal is what a brand shows to the public. A brand has one portal or none; it gets one by asking for it. Leads that
come in through a portal go to its lead channel.

| Field | Type | Association | Description |
|---|---|---|---|
| \`id\` | uuid | | Id of the portal |
| \`brand\` | uuid | brands(id) | The brand that the portal belongs to |
| \`lead_channel\` | uuid | lead_channels(id) | The lead channel that takes the portal's leads, if any |
| \`token\` | uuid | | What the portal's front end authenticates with; shown once |
| \`hostnames\` | string[] | | Where visitors find the portal, the default hostname first |
| \`created_at\` | number | | When the portal was made; epoch seconds |
| \`updated_at\` | number | | When the portal last changed; epoch seconds |
| \`deleted_at\` | number | | When the portal was deleted; null while it lives |

A field with an association is left out of an answer unless it is asked for, as in \`?associations=portal.brand\`.`,
  },
  {
    name: 'Portal Hostnames',
    description:
      'The names by which visitors reach a portal. A hostname belongs to one portal, across all brands; one of them can be the default.',
  },
  {
    name: 'Portal Saved Searches',
    description: `${BY_PORTAL_TOKEN} The token is in the answer that creates the portal and in that of a rotation; reading the portal never shows it.`,
  },
  { name: 'Portal Contact Attributes', description: BY_PORTAL_TOKEN },
  { name: 'Portal Contact Timeline', description: BY_PORTAL_TOKEN },
  {
    name: 'Portal Configuration',
    description:
      'The same portals as configurable sites: a slug, the apps they offer, who may enter and how they look. Answers have no envelope, times are epoch milliseconds, and errors are `{message, code}`. Every path answers under `/v1` as well.',
  },
  {
    name: 'Portal Access',
    description: `Who gets into a portal, and what it shows before anybody signs in. ${BY_PORTAL_TOKEN}`,
  },
  {
    name: 'Blueprints',
    description: 'What several portals have in common; a portal names its blueprint by `blueprintId`.',
  },
  {
    name: 'Tokens',
    description:
      'Bearer tokens of people, by OAuth 2: a password, or a refresh token, for an access token. Programs may hold a secret key instead.',
  },
  { name: 'Users', description: 'The people who work in brands: whom a bearer token acts for.' },
  {
    name: 'Secret Keys',
    description: 'Bearer tokens of programs. A key acts for the user who made it, and is shown once.',
  },
  {
    name: 'Brands',
    description:
      'The tenants. A brand can stand below another one; whoever has a role in a brand may act for all brands below it.',
  },
  {
    name: 'Brand Roles',
    description:
      'Who may act in a brand: roles, and the users who have them. A role counts for all brands below.',
  },
  { name: 'Lead Channels', description: "Where a brand's leads come in. Every brand has a default one." },
  {
    name: 'Leads',
    description: 'People who ask to be called: captured from a web site, and found or made as contacts.',
  },
  {
    name: 'Contacts',
    description: "A brand's records of people. What is known of a contact is kept as attributes.",
  },
  {
    name: 'Saved Searches',
    description: 'What somebody looks for, kept by a brand and linked to the contacts who look for it.',
  },
  {
    name: 'Listings',
    description: 'Properties on offer, as listing boards number them; what timeline activities refer to.',
  },
  { name: 'Portal Contacts', description: `The record of a visitor. ${BY_PORTAL_TOKEN}` },
  { name: 'Portal Listings', description: `The properties that a visitor may look at. ${BY_PORTAL_TOKEN}` },
];
