import { defineEntity, p } from '@mikro-orm/core';
import { Brand } from '../brands/brand.entity.js';
import { Portal } from './portal.entity.js';

const PortalScopeSchema = defineEntity({
  name: 'PortalScope',
  tableName: 'portal_scopes',
  properties: {
    brand: () => p.manyToOne(Brand).ref().primary(),
    portal: () => p.manyToOne(Portal).ref().primary(),
  },
  indexes: [{ name: 'portal_scopes_portal', properties: ['portal'] }],
});

/**
 * A portal is in the scope of its brand and of every brand above. Triggers keep the pairs, so that "the portals in
 * scope, by id" is one range of an index, however many there are in it or outside.
 */
export class PortalScope extends PortalScopeSchema.class {}
PortalScopeSchema.setClass(PortalScope);
