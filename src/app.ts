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
import { warnOfProxy } from './http/observability/proxy-warning.js';
import { measure } from './http/observability/metrics.js';
import { refuseNulInUrl } from './http/parameters/refuse-nul.js';
import { requestId } from './http/observability/request-id.js';
import { ApiAdapter } from './http/response/api-adapter.js';
import type { ServerLimits } from './http/server/http-server.js';
import { refuseImproperHttp } from './http/server/proper-http.js';
import { securityHeaders } from './http/observability/security-headers.js';

/** The whole service, ready to listen; what `main`, the OpenAPI generator and the tests share. */
export async function createApp(
  config: Config,
  logger: Logger = createLogger(config),
  limits?: ServerLimits,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config),
    new ApiAdapter(limits),
    {
      bodyParser: false,
      logger: new AppLogger(logger),
      abortOnError: false,
    },
  );
  app.disable('x-powered-by').disable('etag');
  app.use(expandShortPrefix, requestId, measure, logRequests(logger), securityHeaders());
  if (config.trustProxy.length > 0) app.set('trust proxy', config.trustProxy);
  else app.use(warnOfProxy(logger));
  // a visitor's browser may ask which portal it is on; everything else is for servers and for our own pages
  app.enableCors((request: Request, answer: (error: null, options: { origin: string | false }) => void) =>
    answer(null, { origin: request.path === '/portals/search' ? '*' : false }),
  );
  app.use(refuseImproperHttp, refuseNulInUrl, holdBodies(config));
  serveDocs(app);
  return app;
}
