import { type ArgumentMetadata, Body, createParamDecorator, type PipeTransform } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Request } from 'express';
import { documentOperation } from '../openapi/document-operation.js';
import { bodyOf, type RequestBody } from './request-body.js';
import { TAKES_BODY } from './takes-body.js';
import { validated } from './validation.js';

interface BodyOptions {
  /** A body that works on the demo data. */
  readonly example?: unknown;
  /** Several of them, by name. */
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  /** A request without a body is one with an empty object. */
  readonly optional?: boolean;
  /** What a form of a page sends will do as well; all its values are texts. */
  readonly orForm?: boolean;
}

const JSON_ONLY = ['application/json'];
const JSON_OR_FORM = [...JSON_ONLY, 'application/x-www-form-urlencoded'];

/** What is kept of it for those who have a handler at hand. */
type TakenBody = Required<Pick<BodyOptions, 'orForm'>>;

const EMPTY = { text: '{}', value: {} };

/** Turns the unread body into the class that the handler's parameter names. */
class JsonBodyPipe implements PipeTransform<RequestBody, Promise<object>> {
  constructor(
    private readonly optional: boolean,
    private readonly orForm: boolean,
  ) {}

  async transform(body: RequestBody, { metatype }: ArgumentMetadata): Promise<object> {
    const type = metatype as new () => object;
    const isEmpty = this.optional && (await body.bytes()).length === 0;
    const { text, value } = isEmpty ? EMPTY : await (this.orForm ? body.jsonOrForm() : body.json());
    // by now all parameters were looked at: reading the body takes at least one turn
    return validated(type, value, { text, settings: body.settings, faults: body.faultsBeside() });
  }
}

/** Injects the body as the class of the parameter, once it was read and found to be valid. Documents it as well. */
export function JsonBody({
  example,
  examples,
  optional = false,
  orForm = false,
}: BodyOptions = {}): ParameterDecorator {
  const shown = examples ?? { example: { value: example } };
  return (target, key, index) => {
    Body(new JsonBodyPipe(optional, orForm))(target, key, index);
    const types = Reflect.getMetadata('design:paramtypes', target, key as string) as (new () => object)[];
    const type = types[index] as new () => object;
    documentOperation(
      target,
      key,
      ApiBody({ type, required: !optional, examples: { ...shown } }),
      ApiConsumes(...(orForm ? JSON_OR_FORM : JSON_ONLY)),
    );
    Reflect.defineMetadata(TAKES_BODY, { orForm }, target, key as string);
  };
}

/**
 * Injects the body as the text it was sent as, after it was found to be JSON that can be taken; of a form, the JSON that
 * it stands for. It stands beside `@JsonBody()`.
 */
export const JsonText = createParamDecorator(
  async (_: unknown, context: ExecutionContext): Promise<string> => {
    const body = bodyOf(context.switchToHttp().getRequest<Request>());
    const controller = context.getClass<object>().prototype as object;
    const taken = Reflect.getMetadata(TAKES_BODY, controller, context.getHandler().name) as
      TakenBody | undefined;
    return (await (taken?.orForm ? body.jsonOrForm() : body.json())).text;
  },
);
