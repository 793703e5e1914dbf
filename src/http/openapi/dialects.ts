import { ApiTags } from '@nestjs/swagger';
import { documentErrors } from './errors.js';

/**
 * Documents the operations of a controller of the brand API: their group and their errors. That an answer gets the
 * `{code, data}` envelope follows from its path.
 */
export const BrandApi =
  (group: string): ClassDecorator =>
  (controller) => {
    ApiTags(group)(controller);
    documentErrors(controller, 'brand');
  };

/** Documents the operations of a controller of the configuration API. Its path has to begin with `api/v1`. */
export const ConfigurationApi =
  (group: string): ClassDecorator =>
  (controller) => {
    ApiTags(group)(controller);
    documentErrors(controller, 'configuration');
  };
