import { createApp } from './app.js';
import { ConfigError, readConfig } from './config/read-config.js';
import { EmbeddedFolderInUse, lockEmbeddedFolder } from './database/embedded-lock.js';
import { prepareDatabase } from './lifecycle/prepare-database.js';
import { stopOnSignal } from './lifecycle/shutdown.js';
import { welcome } from './lifecycle/welcome.js';

try {
  const config = readConfig();
  if (config.embeddedFolder !== undefined) await lockEmbeddedFolder(config.embeddedFolder);
  const app = await createApp(config);
  const secrets = await prepareDatabase(app);
  await app.listen(config.port, config.host);
  stopOnSignal(app);
  welcome(await app.getUrl(), secrets);
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof EmbeddedFolderInUse;
  console.error(expected ? error.message : error);
  process.exit(1);
}
