import { setImmediate } from 'node:timers/promises';
import type { BodyRules } from '../../config/config.js';
import { bounded, type Fault, ValidationFailed } from '../../http/errors/errors.js';
import type { Refusal } from '../../http/response/batch.js';
import { validContact } from './contact-input.dto.js';
import { type PreparedAttribute, prepareAttributes } from './prepare-attributes.js';

/** A contact that cannot be created, and everything that is wrong with it. */
export interface RefusedContact {
  readonly index: number;
  readonly message: string;
  readonly faults: readonly Fault[];
}

/** What is known of each contact that can be created, and why the others cannot. */
export interface PreparedContacts {
  readonly good: readonly (readonly PreparedAttribute[])[];
  readonly refused: readonly RefusedContact[];
}

/** After so many contacts others are served: thousands of attributes take a while to check. */
const AT_A_TIME = 20;

/** Checks each contact by itself. */
export async function prepareContacts(
  inputs: readonly unknown[],
  settings: BodyRules,
): Promise<PreparedContacts> {
  const good: PreparedAttribute[][] = [];
  const refused: RefusedContact[] = [];
  for (const [index, input] of inputs.entries()) {
    if (index % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    try {
      const { attributes } = validContact(input, index, settings);
      good.push([...new Set(prepareAttributes(attributes, settings.defaultCountry))]);
    } catch (error) {
      if (!(error instanceof ValidationFailed)) throw error;
      refused.push({ index, message: messageOf(index, input, error), faults: error.faults });
    }
  }
  return { good, refused };
}

function messageOf(index: number, input: unknown, { message }: ValidationFailed): string {
  const { attributes } = (input ?? {}) as { attributes?: unknown };
  const lacksAttributes = attributes == null || (Array.isArray(attributes) && attributes.length === 0);
  if (lacksAttributes && typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return `Contact #${index} has no attributes`;
  }
  return `Contact #${index} ${message.replaceAll(`contacts[${index}].`, '').replaceAll(`contacts[${index}] `, '')}`;
}

/** There may be hundreds of contacts in an answer: a few faults of each have to do. */
const TOLD_OF_EACH = 10;

export const toRefusal = ({ index, message, faults }: RefusedContact): Refusal => ({
  index,
  message,
  details: bounded(faults, TOLD_OF_EACH),
});
