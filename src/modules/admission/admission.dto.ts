import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsString, Length, MaxLength } from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';
import { EntityType } from '../../http/openapi/fields.js';
import {
  DISPLAY_KEYS,
  layoutSchema,
  type PortalConfig,
  portalConfigSchema,
  shownAppsSchema,
  signinSchema,
} from '../portal-config/config-schema.js';
import type { Value } from '../portal-config/json-schema.js';
import { isPattern } from '../portal-config/matcher.js';
import { Defined } from '../portal-config/schema-documents.js';
import type { Admission } from './admit.js';

/** The property stands for one address, not for many. */
const IsOneAddress = (): PropertyDecorator =>
  ownRule({
    name: 'isOneAddress',
    sentence: () => 'must be one address, without *',
    isMet: (value) => typeof value === 'string' && !isPattern(value),
  });

@ApiSchema({ name: 'CheckAccess' })
export class CheckAccessDto {
  /**
   * E-mail address of the visitor, without `*`. Letter case and white space around it do not matter.
   * @example dana@example.com
   */
  @IsString()
  @Length(1, 320)
  @IsOneAddress()
  email!: string;
}

/** Whether a visitor may enter. */
@ApiSchema({ name: 'PortalAccess' })
export class PortalAccessDto {
  @EntityType('portal_access')
  type!: 'portal_access';

  /** The address, without white space around it and in lower case */
  @MaxLength(640)
  email!: string;

  /** Whether the visitor may enter */
  granted!: boolean;

  @ApiProperty({
    type: 'array',
    maxItems: 5_000,
    items: { type: 'string', maxLength: 320 },
    description:
      'The matchers of `users` that let them in, as the config spells them, from general to specific',
  })
  matchers!: readonly string[];

  @Defined(portalConfigSchema, {
    description:
      'The config as it is for this visitor, without `users` and `groups`; null when they may not enter',
  })
  config!: PortalConfig | null;
}

/** What a front end may show before sign-in. */
@ApiSchema({ name: 'ShownConfig' })
export class ShownConfigDto {
  @EntityType('portal_config')
  type!: 'portal_config';

  @Defined(layoutSchema)
  layout!: Value<typeof layoutSchema>;

  @Defined(signinSchema)
  signin!: Value<typeof signinSchema>;

  @Defined(shownAppsSchema)
  apps!: Value<typeof shownAppsSchema>;
}

export function toPortalAccessDto(email: string, { granted, matchers, config }: Admission): PortalAccessDto {
  return { type: 'portal_access', email: email.trim().toLowerCase(), granted, matchers, config };
}

/** @param config of which only what is named here gets out */
export function toShownConfigDto(config: PortalConfig | null): ShownConfigDto {
  const { layout = {}, signin = {}, apps = {} } = config ?? {};
  const visible = Object.entries(apps).filter(([, app]) => app.hidden !== true);
  return {
    type: 'portal_config',
    layout,
    signin,
    apps: Object.fromEntries(
      visible.map(([slug, app]) => [
        slug,
        Object.fromEntries(DISPLAY_KEYS.flatMap((key) => (Object.hasOwn(app, key) ? [[key, app[key]]] : []))),
      ]),
    ),
  };
}
