/** Marks handlers that take a body, by the parameter that injects it. */
export const TAKES_BODY = Symbol('takes body');
