import { DEMO_BLUEPRINT_EXAMPLE } from '../blueprints/blueprint.examples.js';

/** A portal of the demo data. */
export const CONFIGURED_PORTAL_EXAMPLE = {
  id: '019e2d5a-6a3e-7c11-9d0b-5f1f5a7e4c02',
  name: 'Support',
  description: 'Where customers ask for help',
  slug: 'support-portal',
  domain: 'portals.localhost',
  blueprintId: DEMO_BLUEPRINT_EXAMPLE.id,
  config: {
    apps: {
      chat: { title: 'Ask us', bots: ['support'], initialMessages: ['What are your hours?'] },
      inbox: {},
    },
    users: { '*@example.com': {}, 'dana@example.com': { apps: { usage: {} } } },
    layout: { footer: { madeWith: false, privacy: 'https://example.com/privacy' } },
  },
  meta: { team: 'support', tier: 1 },
  createdAt: 1778872281002,
  updatedAt: 1778872281002,
};

export const NEW_PORTAL_EXAMPLE = {
  slug: 'team-portal',
  name: 'Team',
  config: { apps: { chat: {}, usage: {} }, users: { '*@example.com': {} } },
  meta: { team: 'ops' },
};

export const CHANGED_PORTAL_EXAMPLE = { name: 'Customer support', meta: { tier: 2, region: null } };
