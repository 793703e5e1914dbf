import { dialectOf } from '../dialect.js';
import { enveloped } from './envelope.js';
import { KeptAnswer } from './kept-answer.js';
import { Plain } from './plain.js';
import { stringify } from './raw-json.js';
import { Tagged } from './tagged.js';

/** What goes out, on this path, of what a handler returned. */
export const bodyOfAnswer = (path: string, returned: object): object => {
  if (returned instanceof Plain) return returned.body;
  return dialectOf(path) === 'brand' ? enveloped(returned) : returned;
};

/** The same as JSON, to be kept and sent. */
export function keptAnswer(path: string, returned: object): KeptAnswer {
  if (returned instanceof Tagged) {
    return new KeptAnswer(keptAnswer(path, returned.body as object).json, returned.tag, false);
  }
  return new KeptAnswer(stringify(bodyOfAnswer(path, returned)), null, false);
}
