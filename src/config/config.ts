import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js';
import { isProxy } from './proxy.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const POSTGRES_ADDRESS = /^postgres(ql)?:\/\/\S+$/;
const DOMAIN = /^(?=.{1,120}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const PORT = 'must be a whole number from 0 to 65535';
const BODY_LIMIT = 'must be a number of bytes, kb or mb, from 1kb to 64mb';
const RATES = 'must be "off" or two numbers of 1 or more, as in 3000/6000';

/** Everything the environment decides. Built once by `readConfig`; nothing else reads `process.env`. */
export class Config {
  @IsInt({ message: PORT })
  @Min(0, { message: PORT })
  @Max(65_535, { message: PORT })
  port!: number;

  @MaxLength(253, { message: 'must be an address or a name of at most 253 characters' })
  host!: string;

  /** Absent: the embedded database. */
  @IsOptional()
  @Matches(POSTGRES_ADDRESS, { message: 'must start with postgres:// or postgresql://' })
  databaseUrl?: string;

  @Matches(/\S/, { message: 'must name a folder, or be "memory"' })
  dataDir!: string;

  @IsArray()
  @Matches(POSTGRES_ADDRESS, { each: true, message: 'must list postgres:// addresses, separated by commas' })
  databaseReplicaUrls!: string[];

  @IsOptional()
  @Matches(/^sk_[A-Za-z0-9_-]{32,}$/, { message: 'must be sk_ and at least 32 letters, digits, - or _' })
  bootstrapSecretKey?: string;

  @IsBoolean({ message: 'must be true or false' })
  demoData!: boolean;

  @Matches(DOMAIN, { message: 'must be a domain name in lower case' })
  portalDomain!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http or https address' },
  )
  defaultBaseUrl!: string;

  @IsArray()
  @Matches(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, {
    each: true,
    message: 'must list names of letters, digits and _, separated by commas',
  })
  timelineActions!: string[];

  /** Where a phone number without a country code is from. */
  @ValidateBy(
    { name: 'isCountry', validator: { validate: (value: string) => isSupportedCountry(value) } },
    { message: 'must be the two letters of a country (ISO 3166), such as US' },
  )
  defaultCountry!: CountryCode;

  @IsArray()
  @ValidateBy(
    { name: 'isProxy', validator: { validate: isProxy } },
    {
      each: true,
      message: 'must list addresses, subnets such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
    },
  )
  trustProxy!: string[];

  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  logLevel!: (typeof LOG_LEVELS)[number];

  /** Bytes. */
  @IsInt({ message: BODY_LIMIT })
  @Min(1_024, { message: BODY_LIMIT })
  @Max(64 * 1024 * 1024, { message: BODY_LIMIT })
  bodyLimit!: number;

  /** Requests a minute from one address; 0: no limit. */
  @IsInt({ message: RATES })
  @Min(0, { message: RATES })
  requestsPerAddress!: number;

  /** Requests a minute with one key or portal token; 0: no limit. */
  @IsInt({ message: RATES })
  @Min(0, { message: RATES })
  requestsPerToken!: number;

  /** The folder of the embedded database; `undefined` with PostgreSQL, and when it is kept in memory. */
  get embeddedFolder(): string | undefined {
    return this.databaseUrl === undefined && this.dataDir !== 'memory' ? this.dataDir : undefined;
  }
}

/** What the judging of a body depends on. */
export type BodyRules = Pick<Config, 'timelineActions' | 'defaultCountry'>;
