import { setImmediate } from 'node:timers/promises';
import { ValidationFailed } from '../../http/errors/errors.js';
import type { Refusal } from '../../http/response/batch.js';
import { validated } from '../../http/body/validation.js';
import { ContactInput } from './contact-input.dto.js';
import { type PreparedAttribute, prepareAttributes } from './prepare-attributes.js';

/** What is known of each contact that can be created, and why the others cannot. */
export interface PreparedContacts {
  readonly good: readonly (readonly PreparedAttribute[])[];
  readonly refused: readonly Refusal[];
}

/** After so many contacts others are served: thousands of attributes take a while to check. */
const AT_A_TIME = 20;

/** Checks each contact by itself. */
export async function prepareContacts(inputs: readonly unknown[]): Promise<PreparedContacts> {
  const good: PreparedAttribute[][] = [];
  const refused: Refusal[] = [];
  for (const [index, input] of inputs.entries()) {
    if (index % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    try {
      good.push(prepareContact(input));
    } catch (error) {
      if (!(error instanceof ValidationFailed)) throw error;
      refused.push(refusal(index, error));
    }
  }
  return { good, refused };
}

/** @throws {ValidationFailed} */
function prepareContact(input: unknown): PreparedAttribute[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw ValidationFailed.at('', 'has to be an object');
  }
  const { attributes } = input as Partial<ContactInput>;
  if (attributes == null || (Array.isArray(attributes) && attributes.length === 0)) {
    throw new NoAttributes();
  }
  return prepareAttributes(validated(ContactInput, input).attributes);
}

class NoAttributes extends ValidationFailed {
  constructor() {
    super([{ path: 'attributes', message: 'has no entry' }]);
    this.message = 'has no attributes';
  }
}

function refusal(index: number, { message, details }: ValidationFailed): Refusal {
  const at = `contacts[${index}]`;
  return {
    index,
    message: `Contact #${index} ${message}`,
    details: details.map((fault) => ({ ...fault, path: fault.path === '' ? at : `${at}.${fault.path}` })),
  };
}
