import { PassesOverUnknown } from '../../http/body/validation.js';
import { AddressDto } from '../contacts/address.dto.js';

/** An address as forms send it: it may have fields that a contact's has not. */
@PassesOverUnknown()
export class LeadAddress extends AddressDto {}
