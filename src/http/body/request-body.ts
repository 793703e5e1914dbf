import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import qs from 'qs';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { BodyRules, Config } from '../../config/config.js';
import { type Fault, UnsupportedMediaType, ValidationFailed } from '../errors/errors.js';
import { notedFaults } from '../errors/request-faults.js';
import { sha256 } from '../../secrets/secrets.js';
import { roomForBody } from './large-bodies.js';
import { type BodyLine, LINES_TYPES, linesOf } from './lines.js';
import { checkJson, UnusableJson } from './json.js';
import type { Step } from '../steps.js';

const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const LINES_TYPE = /^application\/(x-ndjson|jsonl)\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** JSON that can be stored and given back as it is. */
export interface SentJson {
  /** As it was sent. */
  readonly text: string;
  readonly value: unknown;
}

/**
 * The body of a request, unread. It is read when a handler's parameters ask for it, which is after the guards have let
 * the request in; what no handler asks for is never buffered.
 */
export class RequestBody {
  private reading?: Promise<Buffer>;
  private parsing?: Promise<SentJson>;
  private streamed?: { readonly lines: AsyncGenerator<BodyLine>; readonly hash: Hash };

  constructor(
    private readonly request: Request,
    private readonly response: Response,
    private readonly readBytes: RequestHandler,
    readonly settings: BodySettings,
  ) {}

  /** What is wrong with the parameters of the request. */
  faultsBeside(): readonly Fault[] {
    return notedFaults(this.request);
  }

  /** @throws what Express throws of a body that is too large, broken off or in an unknown encoding */
  bytes(): Promise<Buffer> {
    return (this.reading ??= this.read());
  }

  /** @throws {ValidationFailed | UnsupportedMediaType | NoRoom} */
  json(): Promise<SentJson> {
    return (this.parsing ??= this.parse(fromJson));
  }

  /**
   * The same of a body that may also be what a form of a page sends: `a=1&b[]=2&c[d]=3` is `{"a": "1", "b": ["2"], "c":
   * {"d": "3"}}`.
   * @throws {ValidationFailed | UnsupportedMediaType | NoRoom}
   */
  jsonOrForm(): Promise<SentJson> {
    const isForm = FORM_TYPE.test(this.request.headers['content-type'] ?? '');
    return (this.parsing ??= this.parse(isForm ? fromForm : fromJson));
  }

  /**
   * The JSON on each line of a body of any length, as it comes in: no faster than it is asked for.
   * @throws {ValidationFailed | UnsupportedMediaType}
   */
  lines(): AsyncIterable<BodyLine> {
    const type = this.request.headers['content-type'] ?? '';
    if (!LINES_TYPE.test(type)) {
      throw ValidationFailed.at('', `The content type must be ${LINES_TYPES.join(' or ')}`);
    }
    refuseOtherCharsets(type);
    const hash = createHash('sha256');
    this.streamed ??= { lines: linesOf(this.request, hash), hash };
    return this.streamed.lines;
  }

  /** SHA-256 of the whole body; of lines, once the last of them came in. */
  async hash(): Promise<Buffer> {
    if (!this.streamed) return sha256(await this.bytes());
    for await (const _ of this.streamed.lines);
    return this.streamed.hash.copy().digest();
  }

  /** A small body comes with its headers: all of it is here before it is asked for, and there is nothing to wait for. */
  private received(): Buffer | undefined {
    const { complete, headers, readableLength } = this.request;
    const isHere = complete || readableLength === Number(headers['content-length']);
    const isPlain = headers['content-encoding'] === undefined && readableLength <= this.settings.bodyLimit;
    if (!isHere || !isPlain) return undefined;
    const bytes = this.request.read() as Buffer | null;
    this.request.resume(); // to where Node notes that the request has ended
    return bytes ?? Buffer.alloc(0);
  }

  private read(): Promise<Buffer> {
    const received = this.received();
    if (received) return Promise.resolve(received);
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => {
        const bytes: unknown = this.request.body;
        this.request.body = this;
        if (error) reject(error);
        else resolve(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
      };
      void this.readBytes(this.request, this.response, done as NextFunction);
    });
  }

  private async parse(reader: Reader): Promise<SentJson> {
    const bytes = await this.bytes();
    await roomForBody(bytes.length, this.response);
    try {
      return reader(bytes, this.request.headers['content-type'] ?? '');
    } catch (error) {
      if (!(error instanceof ValidationFailed)) throw error;
      throw new ValidationFailed([...this.faultsBeside(), ...error.faults]);
    }
  }
}

/** What the reading and the judging of bodies depends on; `bodyLimit` is in bytes, once decompressed. */
export type BodySettings = BodyRules & Pick<Config, 'bodyLimit'>;

/** Puts an unread {@link RequestBody} in place of `request.body`. */
export function holdBodies(settings: BodySettings): Step {
  const readBytes = express.raw({ type: () => true, limit: settings.bodyLimit });
  return (request, response) => {
    request.body = new RequestBody(request, response, readBytes, settings);
  };
}

export const bodyOf = (request: Request): RequestBody => request.body as RequestBody;

type Reader = (bytes: Buffer, type: string) => SentJson;

function fromJson(bytes: Buffer, type: string): SentJson {
  if (bytes.length === 0) throw ValidationFailed.at('', 'The body is missing');
  if (!JSON_TYPE.test(type)) throw ValidationFailed.at('', 'The content type must be application/json');
  return checked(textOf(bytes, type));
}

/** How many fields a form may have, how many entries a list in it, and how deep its names may nest. */
const FORM = {
  parameterLimit: 1_000,
  arrayLimit: 100,
  depth: 5,
  strictDepth: true,
  throwOnLimitExceeded: true,
};

function fromForm(bytes: Buffer, type: string): SentJson {
  const text = textOf(bytes, type);
  try {
    return checked(JSON.stringify(qs.parse(text, { ...FORM, plainObjects: true })));
  } catch (error) {
    if (error instanceof ValidationFailed) throw error;
    throw ValidationFailed.at('', 'The form has too many fields, or names that nest too deep');
  }
}

/** @throws {ValidationFailed | UnsupportedMediaType} */
function textOf(bytes: Buffer, type: string): string {
  refuseOtherCharsets(type);
  if (!isUtf8(bytes)) throw ValidationFailed.at('', 'The body is not UTF-8');
  return bytes.toString('utf8');
}

/** @throws {UnsupportedMediaType} */
function refuseOtherCharsets(type: string): void {
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw new UnsupportedMediaType(`The charset ${charset} is not supported`);
}

function checked(text: string): SentJson {
  try {
    const value: unknown = JSON.parse(text);
    checkJson(value);
    return { text, value };
  } catch (error) {
    if (error instanceof UnusableJson) throw new ValidationFailed([error.fault]);
    throw ValidationFailed.at('', 'The body is not JSON');
  }
}
