import pg from 'pg';

/**
 * `server` with another database in it.
 * @param {string} server
 * @param {string} name
 */
export function databaseUrl(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * @param {string} server
 * @param {string} name
 * @param {string} [template]
 */
export async function recreateDatabase(server, name, template) {
  await onServer(server, async (client) => {
    await client.query(`drop database if exists "${name}" with (force)`);
    await client.query(`create database "${name}" ${template ? `template "${template}"` : ''}`);
  });
}

/**
 * @param {string} server
 * @param {string} name
 */
export async function dropDatabase(server, name) {
  await onServer(server, (client) => client.query(`drop database if exists "${name}" with (force)`));
}

/**
 * @param {string} server
 * @param {(client: pg.Client) => Promise<unknown>} work
 */
async function onServer(server, work) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
