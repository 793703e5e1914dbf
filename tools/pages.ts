// Writes the pages that the service serves into openapi/, from the document there. With --check nothing is written;
// the exit code says whether the committed files are what this program would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from './reference/openapi.ts';
import { referencePage } from './reference/page.ts';
import { swaggerPage } from './swagger-ui/page.ts';

const OUTPUT = join(import.meta.dirname, '..', 'openapi');
const document = JSON.parse(readFileSync(join(OUTPUT, 'openapi.json'), 'utf8')) as Document;

/** The text of several files of this folder, as one file that says where it comes from. */
function joined(...paths: string[]): string {
  const texts = paths.map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));
  return [`/* Generated from tools/: npm run openapi */\n`, ...texts].join('\n');
}

const referenceParts = (extension: string, ...names: string[]) =>
  joined(...names.map((name) => `reference/browser/${name}.${extension}`));

const files: Record<string, string> = {
  'reference.html': referencePage(document),
  'reference.css': referenceParts('css', 'palette', 'page', 'text', 'tables', 'code', 'narrow'),
  'reference.js': referenceParts('js', 'filter', 'follow', 'copy'),
  'docs.html': swaggerPage(document),
  'docs.css': joined('reference/browser/palette.css', 'swagger-ui/page.css', 'swagger-ui/colours.css'),
  'docs.js': joined('swagger-ui/page.js'),
};

if (process.argv.includes('--check')) {
  const outdated = Object.entries(files).filter(([name, text]) => readText(name) !== text);
  for (const [name] of outdated)
    console.error(`openapi/${name} is not what tools/pages.ts makes of openapi.json: run npm run openapi`);
  process.exitCode = outdated.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(OUTPUT, name), text);
}

function readText(name: string): string | undefined {
  try {
    return readFileSync(join(OUTPUT, name), 'utf8');
  } catch {
    return undefined;
  }
}
