import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { serveDocs } from './docs/serve-docs.js';
import { holdBodies } from './http/body/request-body.js';
import { expandShortPrefix } from './http/dialect.js';
import { AppLogger, createLogger, logRequests } from './http/observability/logging.js';
import { measure } from './http/observability/metrics.js';
import { refuseNulInUrl } from './http/parameters/refuse-nul.js';
import { requestId } from './http/observability/request-id.js';
import { ApiAdapter } from './http/response/api-adapter.js';
import { securityHeaders } from './http/observability/security-headers.js';

/** The whole service, ready to listen; what `main`, the OpenAPI generator and the tests share. */
export async function createApp(
  config: Config,
  logger: Logger = createLogger(config),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), new ApiAdapter(), {
    bodyParser: false,
    logger: new AppLogger(logger),
    abortOnError: false,
  });
  app.disable('x-powered-by').disable('etag');
  if (config.trustProxy.length > 0) app.set('trust proxy', config.trustProxy);
  app.use(expandShortPrefix, requestId, measure, logRequests(logger), securityHeaders());
  // a visitor's browser may ask which portal it is on; everything else is for servers and for our own pages
  app.enableCors((request: Request, answer: (error: null, options: { origin: string | false }) => void) =>
    answer(null, { origin: request.path === '/portals/search' ? '*' : false }),
  );
  app.use(refuseNulInUrl, holdBodies(config));
  serveDocs(app);
  return app;
}
