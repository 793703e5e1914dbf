import { ApiTags } from '@nestjs/swagger';
import { documentErrors } from './errors.js';

/**
 * A controller of the brand API, whose answers go out in the `{code, data}` envelope.
 * @param group what its operations are grouped under in the documentation
 */
export const BrandApi =
  (group: string): ClassDecorator =>
  (controller) => {
    ApiTags(group)(controller);
    documentErrors(controller, 'brand');
  };

/** A controller of the configuration API: no envelope, and errors of its own shape. Its path begins with `api/v1`. */
export const ConfigurationApi =
  (group: string): ClassDecorator =>
  (controller) => {
    ApiTags(group)(controller);
    documentErrors(controller, 'configuration');
  };
