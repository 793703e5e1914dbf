/** Seconds: 31 days. */
export const ACCESS_TOKEN_LIFETIME = 2_678_400;
/** How long tokens can be renewed after they were last; seconds: 90 days. */
export const REFRESH_TOKEN_LIFETIME = 7_776_000;
