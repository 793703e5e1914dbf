import { createApp } from './app.js';
import { createLogger, linesWritten } from './http/observability/logging.js';
import { collectGarbage } from './lifecycle/collect-garbage.js';
import { FirstSecrets } from './lifecycle/first-secrets.js';
import { listen } from './lifecycle/listen.js';
import { prepareDatabase } from './lifecycle/prepare-database.js';
import { runProgram } from './lifecycle/run-program.js';
import { endOnSignal, stopOnSignal } from './lifecycle/shutdown.js';
import { welcome } from './lifecycle/welcome.js';

await runProgram(async (config) => {
  const logger = createLogger(config);
  const secrets = new FirstSecrets();
  // a start that fails or is interrupted after they were committed shows them too, after it has said why
  const showSecrets = () => void process.stdout.write(secrets.take());
  process.once('exit', showSecrets);
  endOnSignal(showSecrets);

  const app = await createApp(config, logger);
  try {
    await app.init();
    await prepareDatabase(app, secrets);
    await collectGarbage();
    await listen(app, config);
  } finally {
    await linesWritten(logger);
  }
  stopOnSignal(app);
  welcome(await app.getUrl(), secrets);
});
