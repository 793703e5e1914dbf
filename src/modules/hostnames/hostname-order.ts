/** SQL: the hostnames `h` of a group, the default first, then as they were added; null where there are none. */
export const HOSTNAMES_IN_ORDER = 'array_agg(h.hostname order by h.is_default desc, h.id)';
