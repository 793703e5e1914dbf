/** Says where to look. */
export function welcome(url: string): void {
  const lines = [
    '',
    `Portico is ready at ${url}`,
    `  ${url}/docs        try every call`,
    `  ${url}/reference   read the API`,
  ];
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
