import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { EnvelopeInterceptor } from './envelope.js';

/** A controller of the brand API: what its handlers return goes out in the `{code, data}` envelope. */
export const BrandApi = (): ClassDecorator => applyDecorators(UseInterceptors(EnvelopeInterceptor));
