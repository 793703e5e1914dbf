import type { OpenAPIObject } from '@nestjs/swagger';
import { dialectOf } from '../http/dialect.js';
import { codeOf } from '../http/errors/errors.js';

interface Operation {
  responses?: Responses;
}

type Responses = Record<string, { description?: string; content?: unknown }>;

const SCHEMA = { $ref: '#/components/schemas/ConfigurationErrorDto' };

/**
 * Shows the configuration API as it is: under the prefix that its clients use, though it answers under `/v1` as well,
 * and with errors in its own shape.
 */
export function documentConfigurationPaths(document: OpenAPIObject): void {
  for (const [path, operations] of Object.entries(document.paths)) {
    if (dialectOf(path) !== 'configuration') continue;
    if (path.startsWith('/v1/')) delete document.paths[path];
    for (const operation of Object.values(operations) as Operation[]) {
      showFlatErrors(operation.responses ?? {}, path.includes('/blueprint/') ? BLUEPRINT_MESSAGES : MESSAGES);
    }
  }
}

function showFlatErrors(responses: Responses, messages: Record<string, string>): void {
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400) continue;
    const code = codeOf(Number(status), 'configuration');
    const message = messages[status] ?? exampleIn(response).message;
    response.content = { 'application/json': { schema: SCHEMA, example: { message, code } } };
  }
}

const MESSAGES: Record<string, string> = {
  400: 'config.apps.chat must be an object',
  404: 'Portal support-portal not found',
  409: 'slug support-portal belongs to another portal',
  412: 'Portal support-portal has another version than If-Match names',
};

const BLUEPRINT_MESSAGES: Record<string, string> = {
  400: 'meta must be an object or null',
  404: 'Blueprint 019e2d5a-6a3d-7d42-8a51-0c7f8e1b9d01 not found',
  409: 'Idempotency-Key 7c1f was sent with another body',
  412: 'Blueprint 019e2d5a-6a3d-7d42-8a51-0c7f8e1b9d01 has another version than If-Match names',
};

/** The brand API's error for the same status has a message that fits. */
const exampleIn = (response: Responses[string]): { message: string } =>
  (response.content as Record<string, { example: { message: string } }>)['application/json']?.example ?? {
    message: '',
  };
