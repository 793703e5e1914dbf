import { ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsHostname } from '../portals/hostname.js';

@ApiSchema({ name: 'AddHostname' })
export class AddHostnameDto {
  /**
   * Hostname to attach: 5 to 253 characters after trimming, no scheme, port, path, underscore, wildcard or IP
   * address. Letter case and one trailing dot do not matter; an internationalised name is kept as punycode.
   * @example portal-testhost
   */
  @IsString()
  @MaxLength(1024)
  @IsHostname()
  hostname!: string;

  /** Whether it becomes the default hostname of the portal, in place of the former one; without it, it does not */
  @IsOptional()
  @IsBoolean()
  is_default?: boolean;
}
