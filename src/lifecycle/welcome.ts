import type { FirstSecrets } from './first-secrets.js';

/** Says where to look, and shows what the first start made. */
export function welcome(url: string, secrets: FirstSecrets): void {
  const lines = [
    '',
    `Portico is ready at ${url}`,
    `  ${url}/docs        try every call`,
    `  ${url}/reference   read the API`,
  ];
  process.stdout.write(`${lines.join('\n')}\n\n${secrets.take()}`);
}
