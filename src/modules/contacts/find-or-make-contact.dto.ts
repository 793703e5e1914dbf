import { ApiSchema } from '@nestjs/swagger';
import { FitsTogether, type WholeRule } from '../../http/body/fits-together.js';
import { attributeFaults } from './attribute-faults.js';
import { AddAttributesDto } from './attribute-input.dto.js';

const reachFaults: WholeRule<AddAttributesDto> = (body, circumstances) => {
  const faults = attributeFaults(body, circumstances);
  const { attributes } = body;
  if (!Array.isArray(attributes) || (attributes as unknown[]).some(isReach)) return faults;
  return [...faults, { path: 'attributes', message: 'must have an email or a phone_number' }];
};

const isReach = (attribute: unknown): boolean => {
  const { attribute_type: type } = (attribute ?? {}) as { attribute_type?: unknown };
  return type === 'email' || type === 'phone_number';
};

/** What is known of somebody, at least one e-mail address or phone number among it */
@FitsTogether(reachFaults)
@ApiSchema({ name: 'FindOrMakeContact' })
export class FindOrMakeContactDto extends AddAttributesDto {}
