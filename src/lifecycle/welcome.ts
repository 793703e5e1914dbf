import type { SeededSecrets } from './seeding.service.js';

/** Says where to look. On the first start it shows the secrets that were made: once, and not through the log. */
export function welcome(url: string, secrets?: SeededSecrets): void {
  const lines = [
    '',
    `Portico is ready at ${url}`,
    `  ${url}/docs        try every call`,
    `  ${url}/reference   read the API`,
  ];
  if (secrets) {
    lines.push(
      '',
      'First start. These are shown once and stored nowhere:',
      `  secret key    ${secrets.secretKey}`,
    );
    if (secrets.portalToken) lines.push(`  portal token  ${secrets.portalToken}   (of the demo portal)`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
