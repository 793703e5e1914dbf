import { Body, type PipeTransform } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { ValidationFailed } from '../errors/errors.js';
import { documentOperation } from '../openapi/document-operation.js';
import { type BodyLine, LINES_TYPES } from './lines.js';
import type { RequestBody } from './request-body.js';
import { TAKES_BODY } from './takes-body.js';

class BodyLinesPipe implements PipeTransform<RequestBody, Promise<AsyncIterable<BodyLine>>> {
  async transform(body: RequestBody): Promise<AsyncIterable<BodyLine>> {
    await Promise.resolve(); // by then all parameters were looked at
    const faults = body.faultsBeside();
    if (faults.length > 0) throw new ValidationFailed(faults);
    return body.lines();
  }
}

/**
 * Injects a body of one JSON value a line, to be read as it comes in: it may be of any length. Documents it as well.
 * @param example values that work on the demo data
 */
export const BodyLines =
  ({ description, example }: { description: string; example: readonly unknown[] }): ParameterDecorator =>
  (target, key, index) => {
    Body(new BodyLinesPipe())(target, key, index);
    const text = example.map((value) => `${JSON.stringify(value)}\n`).join('');
    documentOperation(
      target,
      key,
      ApiBody({
        description,
        required: true,
        schema: { type: 'string' },
        examples: { example: { value: text } },
      }),
      ApiConsumes(...LINES_TYPES),
    );
    Reflect.defineMetadata(TAKES_BODY, true, target, key as string);
  };
