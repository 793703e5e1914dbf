import { readFileSync } from 'node:fs';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { checkJson } from '../../src/http/body/json.js';
import { ignoresOthers } from '../../src/http/body/ignores-others.js';
import { surelyValid } from '../../src/http/body/surely-valid.js';
import { instantiate, VALIDATION } from '../../src/http/body/validation.js';
import type { Fault } from '../../src/http/errors/errors.js';
import { bodiesLike } from '../setup/arbitraries.js';
import { type Document, examplesOf, type Media } from '../setup/openapi-document.js';
import { startPortico } from '../setup/portico.js';
import { type RequestClass, takenBodies } from '../setup/request-classes.js';

const document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as Document;
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));

// not in beforeAll: there is a test per class of the running application
const portico = await startPortico();
const bodies = takenBodies(portico.app).map(({ operation, type }): [string, RequestClass, Media] => {
  const body = operations.find(({ operationId }) => operationId === operation)?.requestBody;
  return [operation, type, body!.content['application/json']!];
});
await portico.stop();

/** What both look at; `undefined` for what never gets to be judged. */
function instanceOf(type: RequestClass, value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isUsable(value))
    return undefined;
  const faults: Fault[] = [];
  const instance = instantiate(type, value, '', faults);
  return faults.length > 0 ? undefined : instance;
}

/** Refused before, as it cannot be stored; half a surrogate pair makes some rules throw. */
function isUsable(value: object): boolean {
  try {
    checkJson(value);
    return true;
  } catch {
    return false;
  }
}

describe.each(bodies)('the quick check of the body of %s', (_, type, media) => {
  it('passes only what class-validator finds nothing wrong with', () => {
    fc.assert(
      fc.property(bodiesLike(media.schema!), (value) => {
        const instance = instanceOf(type, value);
        if (instance && surelyValid(instance)) expect(validateSync(instance, VALIDATION)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('passes the examples', () => {
    const examples = examplesOf(media);
    expect(examples).not.toHaveLength(0);
    for (const { value } of examples) expect(surelyValid(instanceOf(type, value)!)).toBe(true);
  });

  it('does not pass an example with a member too many, or with one of another kind', () => {
    for (const { value } of examplesOf(media) as { value: Record<string, unknown> }[]) {
      const isIgnored = ignoresOthers(type);
      expect(surelyValid(instanceOf(type, { ...value, unknown_member: 1 })!)).toBe(isIgnored);
      for (const name of Object.keys(value)) {
        const instance = instanceOf(type, { ...value, [name]: { no: ['such', 'thing'] } })!;
        expect(surelyValid(instance)).toBe(validateSync(instance, VALIDATION).length === 0);
      }
    }
  });
});
