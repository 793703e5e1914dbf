import type { PortalConfig } from '../portal-config/config-schema.js';

const layout = {
  header: true,
  footer: { madeWith: false, privacy: 'https://example.com/privacy', terms: 'https://example.com/terms' },
  sidebar: { title: 'Portal Test Brand', link: 'https://example.com' },
};

const signin = { title: 'Welcome', headline: 'Sign in with your e-mail address' };

const listings = {
  name: 'Listings',
  headline: 'Homes for sale',
  icon: 'home',
  order: 1,
  category: 'main',
  default: true,
} as const;
const chat = {
  name: 'Ask us',
  headline: 'An answer at any hour',
  icon: 'chat',
  order: 2,
  category: 'help',
} as const;

/** The config of the demo portal. */
export const DEMO_CONFIG: PortalConfig = {
  apps: {
    listings,
    chat: { ...chat, bots: ['bot_listings'], initialMessages: ['Which home may I show you?'] },
    inbox: { name: 'Conversations', hidden: true, filters: { console: false } },
  },
  users: {
    '*': { apps: { inbox: null } },
    '*@example.com': { apps: { chat: { save: true } } },
  },
  groups: {
    agents: { users: ['*@agents.example.com'], apps: { usage: {} } },
  },
  signin,
  layout,
};

/** What the demo portal answers for the visitor of the demo data. */
export const PORTAL_ACCESS_EXAMPLE = {
  type: 'portal_access',
  email: 'dana@example.com',
  granted: true,
  matchers: ['*', '*@example.com'],
  config: {
    apps: {
      listings,
      chat: { ...chat, bots: ['bot_listings'], initialMessages: ['Which home may I show you?'], save: true },
    },
    signin,
    layout,
  },
};

/** What the demo portal shows before sign-in. */
export const SHOWN_CONFIG_EXAMPLE = { type: 'portal_config', layout, signin, apps: { listings, chat } };
