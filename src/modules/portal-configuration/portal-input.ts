import { ValidationFailed } from '../../http/errors/errors.js';
import { documentText } from '../../http/body/document.js';
import { metaPatch } from '../resources/meta-patch.js';
import { validatePortalConfig } from '../portal-config/config-schema.js';
import type { CreatePortalDto, UpdatePortalDto } from './portal-configuration.dto.js';
import { normalizeSlug, slugFault } from './slug.js';

/** What a client sets of a portal; JSON as the text it was sent as. `undefined`: not sent. */
export interface PortalInput {
  readonly slug?: string;
  readonly name?: string;
  readonly description?: string;
  readonly blueprintId?: string | null;
  readonly config?: string | null;
  readonly meta?: string | null;
}

export type NewPortal = PortalInput & { readonly slug: string };

/** @throws {ValidationFailed} */
export function toNewPortal(dto: CreatePortalDto, sent: string): NewPortal {
  return { ...settings(dto, sent), slug: slug(dto.slug), meta: documentText('meta', dto.meta, sent) };
}

/** The same of a change, whose `meta` is what to merge. @throws {ValidationFailed} */
export function toPortalChange(dto: UpdatePortalDto, sent: string): PortalInput {
  return {
    ...settings(dto, sent),
    ...(dto.slug !== undefined && { slug: slug(dto.slug) }),
    meta: metaPatch(dto.meta, sent),
  };
}

function settings(dto: CreatePortalDto | UpdatePortalDto, sent: string): PortalInput {
  const config = documentText('config', dto.config, sent);
  const faults = validatePortalConfig(dto.config ?? null);
  if (faults.length > 0) throw new ValidationFailed(faults);
  return {
    name: dto.name === null ? '' : dto.name,
    description: dto.description === null ? '' : dto.description,
    blueprintId: dto.blueprintId === '' ? null : dto.blueprintId,
    config,
  };
}

function slug(input: string): string {
  const normalized = normalizeSlug(input);
  const fault = slugFault(normalized);
  if (fault !== undefined) throw ValidationFailed.at('slug', fault);
  return normalized;
}
