/** Digits as people set them in groups. */
const PHONE_LIKE = /^[-+().\d/]*$/;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
/**
 * Shorter fragments are looked for at the beginnings of words: within words they are nearly everywhere. Scripts that put no
 * spaces between words have short ones.
 */
const LONG_ENOUGH = 3;
const HAS_NO_SPACES =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Thai}/u;

/** Whether there is anything to look for. */
export const canBeSearched = (q: string): boolean => SAYS_SOMETHING.test(q);

/**
 * What a contact's search text has to be `like`: all of these, each in one of its spellings. Digits that follow one another
 * belong to one phone number, which is kept as its digits.
 */
export function searchPatterns(q: string): string[][] {
  const terms: string[] = [];
  for (const word of q.split(/\s+/).filter(canBeSearched)) {
    const before = terms.at(-1);
    const goesOn = before !== undefined && isPhoneLike(before) && isPhoneLike(word);
    terms.splice(goesOn ? -1 : terms.length, 1, goesOn ? `${before} ${word}` : word);
  }
  return terms.map((term) => [...new Set(spellingsOf(term))].map(patternOf));
}

const isPhoneLike = (term: string): boolean => PHONE_LIKE.test(term.replaceAll(' ', ''));

const spellingsOf = (term: string): string[] =>
  isPhoneLike(term) ? [term, term.replaceAll(/\D/g, '')] : [term];

function patternOf(spelling: string): string {
  const text = spelling.replaceAll(/[\\%_]/g, String.raw`\$&`);
  const isShort = Array.from(spelling).length < LONG_ENOUGH && !HAS_NO_SPACES.test(spelling);
  return isShort ? `% ${text}%` : `%${text}%`;
}
