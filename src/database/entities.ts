import { SecretKey } from '../modules/bearer-auth/secret-key.entity.js';
import { AccessToken, RefreshToken, TokenFamily } from '../modules/bearer-auth/token-family.entity.js';
import { Blueprint } from '../modules/blueprints/blueprint.entity.js';
import { BrandRole, BrandRoleMember } from '../modules/brands/brand-role.entity.js';
import { Brand } from '../modules/brands/brand.entity.js';
import { ContactAttribute } from '../modules/contacts/contact-attribute.entity.js';
import { Contact } from '../modules/contacts/contact.entity.js';
import { PortalHostname } from '../modules/hostnames/portal-hostname.entity.js';
import { IdempotencyKey } from '../modules/idempotency/idempotency-key.entity.js';
import { LeadChannel } from '../modules/lead-channels/lead-channel.entity.js';
import { Lead } from '../modules/leads/lead.entity.js';
import { Listing } from '../modules/listings/listing.entity.js';
import { PortalScope } from '../modules/portals/portal-scope.entity.js';
import { Portal } from '../modules/portals/portal.entity.js';
import { SavedSearch, SavedSearchContact } from '../modules/saved-searches/saved-search.entity.js';
import { Activity } from '../modules/timeline/activity.entity.js';
import { Invitation } from '../modules/users/invitation.entity.js';
import { Password } from '../modules/users/password.entity.js';
import { User } from '../modules/users/user.entity.js';

/** Every table that the ORM knows. */
export const entities = [
  User,
  Password,
  Invitation,
  Brand,
  BrandRole,
  BrandRoleMember,
  SecretKey,
  TokenFamily,
  AccessToken,
  RefreshToken,
  LeadChannel,
  Blueprint,
  Portal,
  PortalScope,
  IdempotencyKey,
  PortalHostname,
  Contact,
  ContactAttribute,
  SavedSearch,
  SavedSearchContact,
  Listing,
  Activity,
  Lead,
];
