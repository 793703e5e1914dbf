import type { Fault } from '../../http/errors/errors.js';
import {
  anything,
  either,
  flag,
  list,
  map,
  named,
  notation,
  number,
  object,
  orNull,
  overlaysOf,
  text,
  type Value,
  word,
} from './json-schema.js';
import { faultsOf } from './schema-faults.js';

/**
 * The one definition of what a portal's config may be. It checks configs, it is their TypeScript type, and it is their
 * part of the OpenAPI document.
 */

const url = (description: string) =>
  notation(`${description}; an http or https URL`, 'http-url', {
    pattern: '^[hH][tT][tT][pP][sS]?://\\S+$',
  });

const CATEGORIES = [
  'main',
  'support',
  'admin',
  'user',
  'developer',
  'help',
  'other',
  'lab',
  'service',
] as const;

/** How an app shows itself in a menu: what a front end may know before anybody has signed in. */
const DISPLAY = {
  name: text('What the app is called'),
  headline: text('One line beside the name'),
  description: text('What the app is for'),
  icon: text('A small picture: an address or the name of an icon'),
  logo: text('A picture: an address'),
  order: number('Where it stands among the apps; lower comes first'),
  category: word('Which part of the menu it stands in', CATEGORIES),
  default: flag('Whether it is the app that a visitor comes to first'),
};

export const DISPLAY_KEYS = Object.keys(DISPLAY) as (keyof typeof DISPLAY)[];

const APP = { ...DISPLAY, hidden: flag('Whether it is left out of menus') };

const bots = list(
  'The bots that it offers',
  either(
    'A bot: its id, or an object with its id',
    text('Id of the bot'),
    object('A bot', { id: text('Id of the bot') }, ['id']),
  ),
);

const shownOrText = (description: string) =>
  either(description, text('What it says'), flag('Whether it is shown'));

const CHAT_DESCRIPTION = shownOrText('What the app is for, or whether that is said');

const chat = object('Conversations with bots', {
  ...APP,
  bots,
  initialMessages: list('What a conversation starts with', text('A message')),
  intro: object('What stands above an empty conversation', {
    title: text('Its heading'),
    text: text('Its text'),
  }),
  title: shownOrText('Heading of the app, or whether it has one'),
  description: CHAT_DESCRIPTION,
  models: flag('Whether visitors may choose a model'),
  save: flag('Whether conversations are kept'),
  ephemeral: flag('Whether conversations end with the visit'),
  sources: either(
    'Whether visitors may add sources, or which',
    flag('Whether visitors may add sources'),
    object('Which sources visitors may add', {}),
  ),
});

const inbox = object('Conversations to review', {
  ...APP,
  filters: object('Which filters the sidebar offers', {
    integration: flag('By integration; on where it is left out'),
    safety: flag('By safety; on where it is left out'),
    console: flag('Conversations of the console; on where it is left out'),
  }),
});

const apps = map(
  'The apps that the portal exposes, by slug; `{}` exposes one as it is. Any slug is legal.',
  object('Settings of an app', APP),
  {
    members: {
      chat,
      task: object('Tasks that bots do', { ...APP, bots }),
      inbox,
      connect: object('Contacts', APP),
      usage: object('Usage figures', APP),
    },
  },
);

const footer = object('Which footer', {
  madeWith: flag('Whether it says what the portal is made with'),
  privacy: url('Privacy policy'),
  terms: url('Terms of service'),
  brandUrl: url('Home page of the brand'),
  brandName: text('What the brand is called'),
});

const sidebar = object('Which sidebar', {
  title: text('Its heading'),
  logo: text('Its picture: an address'),
  icon: text('Its small picture: an address or the name of an icon'),
  link: url('Where its heading leads'),
  items: list('Further entries', anything),
});

export const layoutSchema = named(
  'PortalLayout',
  object('How the portal looks', {
    header: either(
      'Whether there is a header, or which',
      flag('Whether there is one'),
      object('Which header', {}),
    ),
    footer: either('Whether there is a footer, or which', flag('Whether there is one'), footer),
    sidebar: either('Whether there is a sidebar, or which', flag('Whether there is one'), sidebar),
    name: text('What the portal is called'),
    logo: text('Its picture: an address'),
    icon: text('Its small picture: an address or the name of an icon'),
  }),
);

export const signinSchema = named(
  'PortalSignin',
  object('What the sign-in page says', { title: text('Its title'), headline: text('One line below it') }),
);

/** What an app shows before sign-in. */
export const shownAppsSchema = map(
  'The visible apps, by slug, in the order of the config',
  object('How the app shows itself', DISPLAY),
  { members: { chat: object('How the app shows itself', { ...DISPLAY, description: CHAT_DESCRIPTION }) } },
);

/** What may differ from visitor to visitor. */
const different = overlaysOf({ apps, layout: layoutSchema, signin: signinSchema });

const access = named(
  'PortalAccessObject',
  object(
    'What is different for whoever matches. It is merged into the config: objects deep; arrays and scalars replace, and null removes. `{}` changes nothing.',
    different,
  ),
);

const matcher = notation(
  'Whom it matches, in any letter case: an e-mail address; `*@<domain>` or `@<domain>` for all of exactly that domain; `*` for everybody',
  'access-matcher',
  { maxLength: 320 },
);

const users = map('Who may enter, and what is different for them, by matcher', access, { names: matcher });

const groups = map(
  'What is different for several visitors at once, by name of the group. To be in a group lets nobody in.',
  object('A group: who is in it, and what is different for them', {
    users: either(
      'Who is in the group',
      map('By matcher, with what is different for them within the group', access, { names: matcher }),
      list('Matchers', matcher),
    ),
    ...different,
  }),
);

export const portalConfigSchema = orNull(
  named(
    'PortalConfig',
    object(
      'What the portal offers, to whom, and how it looks. Members that are not described are legal everywhere, and kept.',
      { apps, users, groups, signin: signinSchema, layout: layoutSchema },
    ),
  ),
);
export type PortalConfig = NonNullable<Value<typeof portalConfigSchema>>;

/** Faults of a config, with paths such as `config.apps.chat.bots[0]`; `null` is a config too. */
export const validatePortalConfig = (value: unknown): Fault[] =>
  faultsOf(portalConfigSchema, value, 'config');
