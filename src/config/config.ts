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
} from 'class-validator';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const POSTGRES_ADDRESS = /^postgres(ql)?:\/\/\S+$/;
const DOMAIN = /^(?=.{1,120}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const PROXY = /^([0-9a-fA-F:.]+(\/\d{1,3})?|loopback|linklocal|uniquelocal)$/;

/** Everything the environment decides. Built once by `readConfig`; nothing else reads `process.env`. */
export class Config {
  @IsInt()
  @Min(0)
  @Max(65_535)
  port!: number;

  @MaxLength(253)
  host!: string;

  /** Absent: the embedded database. */
  @IsOptional()
  @Matches(POSTGRES_ADDRESS, { message: 'starts with postgres:// or postgresql://' })
  databaseUrl?: string;

  @Matches(/\S/, { message: 'names a folder, or is "memory"' })
  dataDir!: string;

  @IsArray()
  @Matches(POSTGRES_ADDRESS, { each: true, message: 'lists postgres:// addresses' })
  databaseReplicaUrls!: string[];

  @IsOptional()
  @Matches(/^sk_[A-Za-z0-9_-]{32,}$/, { message: 'is sk_ and at least 32 letters, digits, - or _' })
  bootstrapSecretKey?: string;

  @IsBoolean({ message: 'is true or false' })
  demoData!: boolean;

  @Matches(DOMAIN, { message: 'is a domain name in lower case' })
  portalDomain!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'is an http or https address' },
  )
  defaultBaseUrl!: string;

  @IsArray()
  @Matches(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, { each: true, message: 'lists names of letters, digits and _' })
  timelineActions!: string[];

  @IsArray()
  @Matches(PROXY, { each: true, message: 'lists addresses, subnets, or loopback, linklocal, uniquelocal' })
  trustProxy!: string[];

  @IsIn(LOG_LEVELS, { message: `is one of ${LOG_LEVELS.join(', ')}` })
  logLevel!: (typeof LOG_LEVELS)[number];

  /** Bytes. */
  @IsInt({ message: 'is a number of bytes, kb or mb' })
  @Min(1_024)
  @Max(64 * 1024 * 1024)
  bodyLimit!: number;

  /** Requests a minute from one address to the public routes; 0: no limit. */
  @IsInt({ message: 'is off, or two numbers: 600/6000' })
  @Min(0)
  requestsPerAddress!: number;

  /** Requests a minute with one key or portal token; 0: no limit. */
  @IsInt({ message: 'is off, or two numbers: 600/6000' })
  @Min(0)
  requestsPerToken!: number;

  /** The folder of the embedded database; `undefined` with PostgreSQL, and when it is kept in memory. */
  get embeddedFolder(): string | undefined {
    return this.databaseUrl === undefined && this.dataDir !== 'memory' ? this.dataDir : undefined;
  }
}
