import { constraintOf, rulesOf } from '../../src/http/body/faults.js';
import { sentenceOf } from '../../src/http/body/sentences.js';
import { nestedTypesOf } from '../../src/http/body/validation.js';
import { ContactInput } from '../../src/modules/contacts/contact-input.dto.js';
import { type RequestClass, takenBodies } from '../setup/request-classes.js';
import { startPortico } from '../setup/portico.js';

// not in beforeAll: there is a test per class of the running application
const portico = await startPortico();
const bodies = takenBodies(portico.app).map(({ type }) => type);
await portico.stop();

/** A class, and those nested in it. */
const withNested = (type: RequestClass): RequestClass[] => [
  type,
  ...[...nestedTypesOf(type).values()].flatMap(({ type: nested }) => withNested(nested())),
];

const requests = [...new Set([...bodies, ContactInput].flatMap(withNested))];

/** What decides whether a property is looked at, or may be there at all: nobody is told of it. */
const SILENT = new Set(['conditionalValidation', 'whitelistValidation']);

describe('every rule of a request', () => {
  it('is found', () => {
    expect(requests.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'AddAttributesDto',
        'AttributeInput',
        'AddressDto',
        'CreateBrandDto',
        'PointInput',
      ]),
    );
    expect(requests.length).toBeGreaterThan(12);
  });

  it.each(requests.map((type): [string, RequestClass] => [type.name, type]))(
    'says in words of ours what it expects: %s',
    (_, type) => {
      const speechless = rulesOf(type)
        .map((rule) => ({ rule, name: constraintOf(rule).name }))
        .filter(
          ({ rule, name }) =>
            !SILENT.has(rule.type) &&
            typeof rule.message !== 'string' &&
            !sentenceOf(name, rule.constraints ?? []),
        )
        .map(({ rule, name }) => `${rule.propertyName}: ${name}`);
      expect(speechless).toEqual([]);
    },
  );
});
