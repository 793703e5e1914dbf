import type { CountryCode } from 'libphonenumber-js';
import type { Circumstances, Unchecked } from '../../http/body/fits-together.js';
import { HTTP_URL, isHttpUrl } from '../../http/body/http-url.js';
import { type Fault, faultsThrownBy } from '../../http/errors/errors.js';
import { validated } from '../../http/body/validation.js';
import type { AddressDto } from '../contacts/address.dto.js';
import { attributeFaults } from '../contacts/attribute-faults.js';
import type { AttributeInput } from '../contacts/attribute-input.dto.js';
import type { AttributeType } from '../contacts/attribute-types.js';
import { normalText } from '../contacts/prepare-attributes.js';
import { LeadAddress } from './lead-address.dto.js';

/** What can be sent of a lead, beside what is only kept. */
export interface LeadFields {
  first_name?: string | null;
  last_name?: string | null;
  email?: string | null;
  phone_number?: string | null;
  tag?: string | string[] | null;
  tags?: string | string[] | null;
  lead_source?: string | null;
  source_type?: string | null;
  note?: string | null;
  listing?: Record<string, unknown> | null;
  referer_url?: string | null;
  address?: unknown;
}

/** Of what is kept as it was sent. */
const MAX_RAW_BYTES = 64 * 1024;

/** Which attribute of a contact a field of a lead states. */
const STATED = {
  first_name: 'first_name',
  last_name: 'last_name',
  email: 'email',
  phone_number: 'phone_number',
  lead_source: 'source',
  source_type: 'source_type',
  note: 'note',
} as const satisfies Partial<Record<keyof LeadFields, AttributeType>>;

/** One of these has to be there. */
const WHO = ['first_name', 'last_name', 'email', 'phone_number'] as const;

interface Statement {
  readonly field: string;
  readonly attribute: AttributeInput;
}

/** What is said of the contact; forms send what was not filled in as empty texts, which say nothing. */
function statementsOf(lead: Unchecked<LeadFields>): Statement[] {
  const texts = Object.entries(STATED).flatMap(([field, type]) => {
    const text = lead[field as keyof LeadFields];
    return isFilled(text) ? [{ field, attribute: { attribute_type: type, text: text.trim() } }] : [];
  });
  const tags = tagsOf(lead).map(({ field, text }) => ({
    field,
    attribute: { attribute_type: 'tag' as const, text },
  }));
  const address = addressOf(lead.address);
  return [
    ...texts,
    ...tags,
    ...(address
      ? [{ field: 'address', attribute: { attribute_type: 'postal_address' as const, address } }]
      : []),
  ];
}

const isFilled = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

const tagsOf = (lead: Unchecked<LeadFields>): { field: string; text: string }[] =>
  (['tag', 'tags'] as const).flatMap((field) =>
    [lead[field]]
      .flat()
      .filter(isFilled)
      .map((text) => ({ field, text: text.trim() })),
  );

function addressOf(address: unknown): AddressDto | undefined {
  if (isFilled(address)) return { full: address.trim() };
  if (!isObject(address)) return undefined;
  const parts = Object.entries(validated(LeadAddress, address)).filter(([, part]) => isFilled(part));
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the decorators of a lead cannot see. @param at where it stands in the body */
export function leadFaults(
  lead: Unchecked<LeadFields>,
  circumstances: Circumstances,
  at = '',
): readonly Fault[] {
  const inAddress = isObject(lead.address)
    ? faultsThrownBy(() => validated(LeadAddress, lead.address, { at: 'address' }))
    : [];
  const statements = statementsOf(inAddress.length > 0 ? { ...lead, address: undefined } : lead);
  const attributes = statements.map(({ attribute }) => attribute);
  const inAttributes = attributeFaults({ attributes }, circumstances).map(({ path, message }) => {
    const index = Number(/^attributes\[(\d+)\]/.exec(path)?.[1]);
    return { path: statements[index]?.field ?? path, message };
  });
  const faults = [...inAddress, ...inAttributes, ...otherFaults(lead, circumstances.text)];
  return at === ''
    ? faults
    : faults.map(({ path, message }) => ({ path: path === '' ? at : `${at}.${path}`, message }));
}

function otherFaults({ referer_url: referer, ...lead }: Unchecked<LeadFields>, text: string): Fault[] {
  const isUrl = !isFilled(referer) || isHttpUrl(referer.trim());
  const isSomebody = WHO.some((field) => isFilled(lead[field]));
  return [
    ...(isUrl ? [] : [{ path: 'referer_url', message: HTTP_URL }]),
    ...(isSomebody ? [] : [{ path: '', message: `must have one of ${WHO.join(', ')}` }]),
    ...(Buffer.byteLength(text) <= MAX_RAW_BYTES
      ? []
      : [{ path: '', message: `must be at most ${MAX_RAW_BYTES} bytes long as JSON` }]),
  ];
}

/** What a lead says of its contact. @param lead of which nothing is wrong */
export const attributesOf = (lead: LeadFields): AttributeInput[] =>
  statementsOf(lead).map(({ attribute }) => attribute);

/** What was understood of a lead, in normal forms. @param lead of which nothing is wrong */
export function parsedLead(lead: LeadFields, country: CountryCode): object {
  const tags = tagsOf(lead).map(({ text }) => text);
  const address = addressOf(lead.address);
  const texts = Object.entries(STATED).flatMap(([field, type]) => {
    const text = lead[field as keyof typeof STATED];
    return isFilled(text) ? [[field, normalText(type, text.trim(), country)]] : [];
  });
  return {
    ...(Object.fromEntries(texts) as object),
    ...(tags.length > 0 && { tags: [...new Set(tags)] }),
    ...(address && { address }),
    ...(lead.listing && { listing: lead.listing }),
    ...(isFilled(lead.referer_url) && { referer_url: lead.referer_url.trim() }),
  };
}
