import { ModulesContainer } from '@nestjs/core';
import { constraintOf, rulesOf } from '../../src/http/body/faults.js';
import { sentenceOf } from '../../src/http/body/sentences.js';
import { TAKES_BODY } from '../../src/http/body/takes-body.js';
import { nestedTypesOf } from '../../src/http/body/validation.js';
import { ContactInput } from '../../src/modules/contacts/contact-input.dto.js';
import { startPortico } from '../setup/portico.js';

type Type = new () => object;

// not in beforeAll: there is a test per class of the running application
const portico = await startPortico();
const controllers = [...portico.app.get(ModulesContainer).values()]
  .flatMap((module) => [...module.controllers.values()])
  .map(({ metatype }) => metatype as Type);
await portico.stop();

/** The classes of the bodies that the handlers of a controller take. */
function bodiesOf(controller: Type): Type[] {
  const prototype = controller.prototype as object;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => Reflect.hasMetadata(TAKES_BODY, prototype, name))
    .flatMap((name) => {
      const types = Reflect.getMetadata('design:paramtypes', prototype, name) as Type[];
      return types.filter((type) => /Dto$/.test(type.name));
    });
}

/** A class, and those nested in it. */
const withNested = (type: Type): Type[] => [
  type,
  ...[...nestedTypesOf(type).values()].flatMap(({ type: nested }) => withNested(nested())),
];

const requests = [...new Set([...controllers.flatMap(bodiesOf), ContactInput].flatMap(withNested))];

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

  it.each(requests.map((type): [string, Type] => [type.name, type]))(
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
