import { ownRule } from '../../http/body/sentences.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { PathText } from '../../http/parameters/path.js';
import { TextQuery } from '../../http/parameters/query.js';

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]{1,64}$/u;

const PRINTABLE_TEXT = 'must be 1 to 64 printable characters long';

/** The name of a board, or a number on it. */
export const IsBoardText = (): PropertyDecorator =>
  ownRule({
    name: 'isBoardText',
    sentence: () => PRINTABLE_TEXT,
    isMet: (value) => typeof value === 'string' && PRINTABLE.test(value),
  });

/** Injects the name of a board, or a number on it, from the path. */
export const BoardText = (
  name: string,
  options: { description: string; example: string; maxLength: number },
): ParameterDecorator => PathText(name, options, boardText);

/** The same from the query. */
export const BoardQuery = (
  name: string,
  options: { description: string; example: string; maxLength: number; required?: boolean },
): ParameterDecorator => TextQuery(name, options, boardText);

/**
 * Boards write both as they like, so anything printable will do.
 * @throws {ValidationFailed}
 */
function boardText(value: string, name: string): string {
  const text = value.trim();
  if (!PRINTABLE.test(text)) throw ValidationFailed.at(name, PRINTABLE_TEXT);
  return text;
}
