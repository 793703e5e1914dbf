/** A name that a client made up can be of any length. */
const MAX_NAME = 100;

/** Where a member, or the item at an index, of what is at `parent` is: `attributes[2].text`. */
export function pathTo(parent: string, member: string | number): string {
  if (typeof member === 'number') return `${parent}[${member}]`;
  const name = cut(member, MAX_NAME);
  return parent === '' ? name : `${parent}.${name}`;
}

/** The beginning of a text, where that is longer than `length`; never half of a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
