import type { EntityManager } from '@mikro-orm/core';
import { DEMO_BLUEPRINT_EXAMPLE } from '../modules/blueprints/blueprint.examples.js';
import { Blueprint } from '../modules/blueprints/blueprint.entity.js';
import { Brand } from '../modules/brands/brand.entity.js';
import { CONFIGURED_PORTAL_EXAMPLE } from '../modules/portal-configuration/portal-configuration.examples.js';
import { Portal } from '../modules/portals/portal.entity.js';

const times = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  createdAt: createdAt / 1000,
  updatedAt: updatedAt / 1000,
});

/** A portal as the configuration API makes it: with a slug, after a blueprint, in a brand of its own below `parent`. */
export function createDemoSite(em: EntityManager, parent: Brand): void {
  const { meta, config, ...site } = CONFIGURED_PORTAL_EXAMPLE;
  const { meta: blueprintMeta, ...pattern } = DEMO_BLUEPRINT_EXAMPLE;
  const blueprint = em.create(Blueprint, {
    brand: parent,
    id: pattern.id,
    name: pattern.name,
    description: pattern.description,
    meta: JSON.stringify(blueprintMeta),
    ...times(pattern),
  });
  const brand = em.create(Brand, {
    name: site.name,
    brandType: 'Other',
    parent,
    memberCount: 0,
  });
  em.create(Portal, {
    brand,
    blueprint,
    id: site.id,
    name: site.name,
    description: site.description,
    slug: site.slug,
    config: JSON.stringify(config),
    meta: JSON.stringify(meta),
    ...times(site),
  });
}
