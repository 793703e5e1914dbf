import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn } from '../../database/columns.js';
import { Portal } from '../portals/portal.entity.js';

const PortalHostnameSchema = defineEntity({
  name: 'PortalHostname',
  tableName: 'portal_hostnames',
  properties: {
    id: idColumn(),
    portal: () => p.manyToOne(Portal).ref().deleteRule('cascade'),
    /** In normal form; unique across all brands. */
    hostname: p.text(),
    isDefault: p.boolean().default(false),
    createdAt: epoch().defaultRaw('now()'),
  },
  uniques: [
    { name: 'portal_hostnames_hostname', properties: ['hostname'] },
    { name: 'portal_hostnames_one_default', properties: ['portal'], where: 'is_default' },
  ],
  indexes: [{ name: 'portal_hostnames_portal', properties: ['portal'] }],
});

/** A name visitors type, attached to one portal. */
export class PortalHostname extends PortalHostnameSchema.class {}
PortalHostnameSchema.setClass(PortalHostname);
