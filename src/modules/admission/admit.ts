import type { PortalConfig } from '../portal-config/config-schema.js';
import { canonicalMatcher, type MatcherKeys, matcherKeysOf } from '../portal-config/matcher.js';
import { copyOf, type JsonObject, mergeInto } from '../portal-config/merge-patch.js';

/** Whether a visitor may enter, why, and what the portal is for them. */
export interface Admission {
  readonly granted: boolean;
  /** The keys of `users` that let them in, as the config spells them, from general to specific. */
  readonly matchers: readonly string[];
  /** The config as it is for them, without `users` and `groups`; `null` for whom it does not let in. */
  readonly config: PortalConfig | null;
}

const REFUSED: Admission = { granted: false, matchers: [], config: null };

type Group = NonNullable<PortalConfig['groups']>[string];
type Users = NonNullable<Group['users']>;

/**
 * Decides by `users` alone who enters. What applies to them is the config, then the groups they are in, in the order of
 * the config, then their entries in `users`, from general to specific: each merged over what came before.
 *
 * Takes time in proportion to the size of config and address together.
 */
export function admit(config: PortalConfig | null, email: string): Admission {
  const keys = matcherKeysOf(email);
  if (!keys || !config?.users) return REFUSED;
  const entries = matching(config.users, keys);
  if (entries.length === 0) return REFUSED;
  const patches = Object.values(config.groups ?? {}).flatMap((group) => patchesOf(group, keys));
  patches.push(...entries.map(([, patch]) => patch));
  return {
    granted: true,
    matchers: entries.map(([matcher]) => matcher),
    config: withoutUsers(patches.reduce<JsonObject>(mergeInto, copyOf(withoutUsers(config)))),
  };
}

/** What a group changes for a visitor: nothing unless they are in it. */
function patchesOf({ users = {}, ...own }: Group, keys: MatcherKeys): object[] {
  const entries = matching(users, keys);
  return entries.length === 0 ? [] : [own, ...entries.map(([, patch]) => patch)];
}

/** The entries whose matchers have one of `keys`, in the order of `keys`. */
function matching(users: Users, keys: MatcherKeys): [matcher: string, patch: object][] {
  const entries: [string, object][] = Array.isArray(users)
    ? users.map((matcher) => [matcher, {}])
    : Object.entries(users);
  const byKey = Map.groupBy(entries, ([matcher]) => canonicalMatcher(matcher));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

const withoutUsers = ({ users: _users, groups: _groups, ...rest }: PortalConfig): PortalConfig => rest;
