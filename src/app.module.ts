import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ErrorFilter } from './http/errors/error.filter.js';
import { ClosedByDefaultGuard } from './http/access/closed-by-default.guard.js';
import { NeverStoredGuard } from './http/access/never-stored.js';
import { BearerAuthModule } from './modules/bearer-auth/bearer-auth.module.js';
import { BlueprintsModule } from './modules/blueprints/blueprints.module.js';
import { BrandDeletionModule } from './modules/brand-deletion/brand-deletion.module.js';
import { BrandsModule } from './modules/brands/brands.module.js';
import { ContactsModule } from './modules/contacts/contacts.module.js';
import { SeedingModule } from './lifecycle/seeding.module.js';
import { HostnamesModule } from './modules/hostnames/hostnames.module.js';
import { IdempotencyModule } from './modules/idempotency/idempotency.module.js';
import { LeadChannelsModule } from './modules/lead-channels/lead-channels.module.js';
import { LeadsModule } from './modules/leads/leads.module.js';
import { ListingsModule } from './modules/listings/listings.module.js';
import { OperationsModule } from './modules/operations/operations.module.js';
import { AdmissionModule } from './modules/admission/admission.module.js';
import { PortalAuthModule } from './modules/portal-auth/portal-auth.module.js';
import { PortalConfigurationModule } from './modules/portal-configuration/portal-configuration.module.js';
import { PortalsModule } from './modules/portals/portals.module.js';
import { SignInModule } from './modules/sign-in/sign-in.module.js';
import { TimelineModule } from './modules/timeline/timeline.module.js';
import { SavedSearchesModule } from './modules/saved-searches/saved-searches.module.js';
import { ThrottleModule } from './http/access/throttle.module.js';

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule.with(config),
        ThrottleModule.with(config),
        IdempotencyModule,
        // guards run, and routes are tried, in this order: who may enter comes first, then the busiest modules
        BearerAuthModule,
        PortalAuthModule,
        PortalsModule,
        SavedSearchesModule,
        ContactsModule,
        TimelineModule,
        AdmissionModule,
        HostnamesModule,
        BrandsModule,
        BrandDeletionModule,
        LeadChannelsModule,
        LeadsModule,
        SignInModule,
        ListingsModule,
        PortalConfigurationModule,
        BlueprintsModule,
        SeedingModule,
        OperationsModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        // these two come before the guards of the modules above
        { provide: APP_GUARD, useClass: NeverStoredGuard },
        { provide: APP_GUARD, useClass: ClosedByDefaultGuard },
      ],
    };
  }
}
