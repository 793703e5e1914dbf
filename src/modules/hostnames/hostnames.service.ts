import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { violates } from '../../database/database-errors.js';
import { inTransaction } from '../../database/transaction.js';
import { own } from '../brands/tenant-scope.js';
import { PortalDirectory } from '../portals/portal-directory.js';
import { Portal } from '../portals/portal.entity.js';
import { BrandHasNoPortal } from '../portals/portals.errors.js';
import { hostnameIn, isWithin } from '../portals/hostname.js';
import { HostnameReserved, HostnameTaken, MAX_HOSTNAMES, TooManyHostnames } from './hostnames.errors.js';
import { PortalHostname } from './portal-hostname.entity.js';

@Injectable()
export class HostnamesService {
  constructor(
    private readonly em: EntityManager,
    private readonly directory: PortalDirectory,
    private readonly config: Config,
  ) {}

  /**
   * Attaches a hostname to the portal of a brand, or promotes one that is attached.
   * @throws {ValidationFailed | BrandHasNoPortal | HostnameReserved | HostnameTaken | TooManyHostnames}
   */
  async add(brandId: string, input: string, isDefault: boolean): Promise<void> {
    const hostname = hostnameIn(input, 'hostname');
    if (this.isReserved(hostname)) throw new HostnameReserved(hostname);
    await this.withPortal(brandId, async (em, portal) => {
      const attached = await em.findOne(PortalHostname, { hostname });
      if (attached && attached.portal.id !== portal.id) throw new HostnameTaken(hostname);
      if (!attached && (await em.count(PortalHostname, { portal })) >= MAX_HOSTNAMES)
        throw new TooManyHostnames();
      if (isDefault) await em.nativeUpdate(PortalHostname, { portal, isDefault: true }, { isDefault: false });
      if (!attached) em.create(PortalHostname, { portal, hostname, isDefault });
      else if (isDefault) await em.nativeUpdate(PortalHostname, { id: attached.id }, { isDefault: true });
    }).catch((error: unknown) => {
      throw violates(error, 'portal_hostnames_hostname') ? new HostnameTaken(hostname) : error;
    });
  }

  /**
   * Detaches a hostname; one that is not attached is no error.
   * @throws {ValidationFailed | BrandHasNoPortal}
   */
  async remove(brandId: string, input: string): Promise<void> {
    const hostname = hostnameIn(input, 'hostname');
    await this.withPortal(brandId, async (em, portal) => {
      await em.nativeDelete(PortalHostname, { portal, hostname });
    });
  }

  /** The portal is locked, so changes of its hostnames come one after the other. */
  private async withPortal(
    brandId: string,
    change: (em: EntityManager, portal: Portal) => Promise<void>,
  ): Promise<void> {
    const id = await inTransaction(this.em, async (em) => {
      const portal = await em.findOne(Portal, own(brandId), { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!portal) throw new BrandHasNoPortal(brandId);
      await change(em, portal);
      return portal.id;
    });
    this.directory.forget(id);
  }

  private isReserved(hostname: string): boolean {
    const own = [new URL(this.config.defaultBaseUrl).hostname, this.config.host];
    return isWithin(hostname, this.config.portalDomain) || own.includes(hostname);
  }
}
