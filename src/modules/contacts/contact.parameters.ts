import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import type { CountryCode } from 'libphonenumber-js';
import { bodyOf } from '../../http/body/request-body.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { fromRequest } from '../../http/parameters/from-request.js';
import { PathUuid } from '../../http/parameters/path.js';
import { single, text, together } from '../../http/parameters/query.js';
import { EMAIL, PHONE_NUMBER } from './attribute-faults.js';
import type { Reach } from './contacts.service.js';
import { normalizeEmail, normalizePhoneNumber } from './normal-forms.js';

/** Injects the attribute's id of the path. */
export const AttributeId = (example: string): ParameterDecorator =>
  PathUuid('attribute', { description: 'Id of a live attribute of the contact', example });

/** Injects the contact's id of the path. */
export const ContactId = (
  name: 'id' | 'contact' = 'contact',
  example: string = EXAMPLE_IDS.contact,
): ParameterDecorator => PathUuid(name, { description: 'Id of the contact', example });

/** What the parameter `erase` says. */
export const ERASE = 'Whether everything of the person goes for good';

const MOST = { maxLength: 320 } as const;

/** Injects the {@link Reach} that `email` or `phone` gives, of which there has to be one. */
export const ReachAsked = (): ParameterDecorator =>
  fromRequest(
    (request) => reach(request.query, bodyOf(request).settings.defaultCountry),
    ApiQuery({
      name: 'email',
      required: false,
      description: 'An e-mail address of the contact; this or `phone`',
      schema: { type: 'string', ...MOST, example: 'dana@example.com' },
    }),
    ApiQuery({
      name: 'phone',
      required: false,
      description:
        'A phone number of the contact, read in the country of the service where it has none; this or `email`',
      schema: { type: 'string', ...MOST },
    }),
  );

/** @throws {ValidationFailed} */
function reach(query: Request['query'], country?: CountryCode): Reach {
  const { email, phone } = together({
    email: () => text(single(query, 'email'), 'email', MOST),
    phone: () => text(single(query, 'phone'), 'phone', MOST),
  });
  if (email === undefined && phone === undefined) throw ValidationFailed.at('email', 'is required, or phone');
  if (phone === undefined) return reachBy('email', 'email', normalizeEmail(email as string), EMAIL.expected);
  if (email !== undefined) throw ValidationFailed.at('phone', 'must be left out beside email');
  return reachBy('phone', 'phone_number', normalizePhoneNumber(phone, country), PHONE_NUMBER.expected);
}

function reachBy(name: string, type: Reach['type'], normal: string | undefined, expected: string): Reach {
  if (normal === undefined) throw ValidationFailed.at(name, expected);
  return { type, text: normal };
}
