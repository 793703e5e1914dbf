import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { serveDocs } from './docs/serve-docs.js';
import { openToPages } from './http/access/open-to-pages.js';
import { holdBodies } from './http/body/request-body.js';
import { expandShortPrefix } from './http/dialect.js';
import { AppLogger, createLogger } from './http/observability/logging.js';
import { warnOfProxy } from './http/observability/proxy-warning.js';
import { parseQuery } from './http/parameters/parse-query.js';
import { refuseNulInUrl } from './http/parameters/refuse-nul.js';
import { requestId } from './http/observability/request-id.js';
import { ApiAdapter } from './http/response/api-adapter.js';
import type { ServerLimits } from './http/server/http-server.js';
import { refuseImproperHttp } from './http/server/proper-http.js';
import { neverGuessed } from './http/observability/security-headers.js';
import { watchRequests } from './http/observability/watch-requests.js';
import { inTurn, type Step } from './http/steps.js';

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
  app.disable('x-powered-by').disable('etag').set('query parser', parseQuery);
  if (config.trustProxy.length > 0) app.set('trust proxy', config.trustProxy);
  app.use(inTurn(stepsOf(config, logger)));
  serveDocs(app);
  return app;
}

/** What every request goes through, in this order. */
const stepsOf = (config: Config, logger: Logger): Step[] => [
  expandShortPrefix,
  requestId,
  watchRequests(logger),
  neverGuessed,
  ...(config.trustProxy.length > 0 ? [] : [warnOfProxy(logger)]),
  openToPages,
  refuseImproperHttp,
  refuseNulInUrl,
  holdBodies(config),
];
