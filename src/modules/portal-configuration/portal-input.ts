import { documentText } from '../../http/body/document.js';
import { metaPatch } from '../resources/meta-patch.js';
import type { CreatePortalDto, UpdatePortalDto } from './portal-configuration.dto.js';
import { normalizeSlug } from './slug.js';

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

/** @param dto of which nothing is wrong */
export function toNewPortal(dto: CreatePortalDto, sent: string): NewPortal {
  return {
    ...settings(dto, sent),
    slug: normalizeSlug(dto.slug),
    meta: documentText('meta', dto.meta, sent),
  };
}

/** The same of a change, whose `meta` is what to merge. */
export function toPortalChange(dto: UpdatePortalDto, sent: string): PortalInput {
  return {
    ...settings(dto, sent),
    ...(dto.slug !== undefined && { slug: normalizeSlug(dto.slug) }),
    meta: metaPatch(dto.meta, sent),
  };
}

const settings = (dto: CreatePortalDto | UpdatePortalDto, sent: string): PortalInput => ({
  name: dto.name === null ? '' : dto.name,
  description: dto.description === null ? '' : dto.description,
  blueprintId: dto.blueprintId === '' ? null : dto.blueprintId,
  config: documentText('config', dto.config, sent),
});
