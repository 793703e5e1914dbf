import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Document, routesOf, schemasOf } from '../setup/openapi-document.js';

const document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as Document;

/** What every program is compiled with: nothing is forgiven. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    // what is generated is no `.d.ts`, and so is checked all the same
    skipLibCheck: true,
  },
};

/** A reader's project: the document, the programs, and the packages of this one. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'portico-generators-'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  cpSync('openapi/openapi.json', join(project, 'openapi.json'));
  cpSync('test/generators/programs', project, { recursive: true });
  cpSync('examples/typed-client/walk.ts', join(project, 'walk.ts'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/**
 * Runs a package's program in the project, with little room and time: a document that explodes in a generator fails
 * at once. Rejects with what the program said.
 */
function run(program: string, args: string[], megabytes = 1024): Promise<string> {
  return new Promise((done, failed) => {
    execFile(
      process.execPath,
      [`--max-old-space-size=${megabytes}`, join(project, 'node_modules', program), ...args],
      {
        cwd: project,
        timeout: 20_000,
        killSignal: 'SIGKILL',
        env: { PATH: process.env['PATH'], NO_COLOR: '1', DO_NOT_TRACK: '1', REDOCLY_TELEMETRY: 'off' },
      },
      (error, stdout, stderr) =>
        error ? failed(new Error(`${error.message}\n${stdout}\n${stderr}`)) : done(stdout),
    );
  });
}

/** Fails with the compiler's words. */
async function compile(name: string, files: string[]): Promise<void> {
  const config = `tsconfig.${name}.json`;
  writeFileSync(join(project, config), JSON.stringify({ extends: './tsconfig.json', files }));
  await run('typescript/bin/tsc', ['-p', config]);
}

describe('the OpenAPI document, as generators read it', () => {
  const schemas = schemasOf(document);
  const routes = routesOf(document)
    .filter(({ operation }) => !('204' in operation.responses))
    .map(({ path, method, operation }) => ({
      name: `${method.toUpperCase()} ${path}`,
      content: operation.responses['200']?.content ?? {},
    }));

  it('is OpenAPI 3.1, where null is a type', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const nullable = schemas.filter(({ schema }) => 'nullable' in schema);
    expect(nullable.map(({ where }) => where)).toEqual([]);
  });

  it('names what each operation answers, by words of the product', () => {
    const nameless = routes.filter(({ content }) => !content['application/json']?.schema?.$ref);
    expect(nameless.map(({ name }) => name)).toEqual([]);
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Dto'))).toEqual([]);
  });

  it('puts no stream beside a page, which would make the answer a union', () => {
    const unions = routes.filter(({ content }) => Object.keys(content).join() !== 'application/json');
    expect(unions.map(({ name }) => name)).toEqual([]);
  });

  it('has no default on a member that may be left out, which would make it required', () => {
    const required = schemas.flatMap(({ where, schema: { properties = {}, required = [] } }) =>
      Object.entries(properties)
        .filter(([name, property]) => property.default !== undefined && !required.includes(name))
        .map(([name]) => `${where}.${name}`),
    );
    expect(required).toEqual([]);
  });

  it('has no huge `maxProperties`, of which some make an example that long', () => {
    const huge = schemas.filter(
      ({ schema }) => ((schema as { maxProperties?: number }).maxProperties ?? 0) > 100,
    );
    expect(huge.map(({ where }) => where)).toEqual([]);
  });
});

describe('openapi-typescript', () => {
  it('makes types that openapi-fetch walks with, exactly and without a cast', async () => {
    await run('openapi-typescript/bin/cli.js', ['openapi.json', '--output', 'portico.ts']);
    await compile('openapi-fetch', ['walk.ts', 'openapi-fetch.ts']);
  });
});

describe('orval', () => {
  it('makes a client that compiles', async () => {
    const files = ['--input', './openapi.json', '--output', './orval/portico.ts'];
    await run('orval/dist/bin/orval.mjs', [...files, '--client', 'fetch', '--fail-on-warnings']);
    await compile('orval', ['orval.ts']);
  });
});

describe('@hey-api/openapi-ts', () => {
  it('makes a client that compiles', async () => {
    const files = ['--input', './openapi.json', '--output', './hey-api', '--no-log-file'];
    const plugins = ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'];
    await run('@hey-api/openapi-ts/bin/run.js', [...files, '--plugins', ...plugins]);
    await compile('hey-api', ['hey-api.ts']);
  });
});

describe('openapi-to-postmanv2', () => {
  interface Item {
    item?: Item[];
    request?: { method: string; url: { path: string[] } };
  }
  const requestsOf = ({ item, request }: Item): string[] =>
    request
      ? [`${request.method} /${request.url.path.join('/')}`]
      : (item ?? []).flatMap((child) => requestsOf(child));

  it('makes a request of every operation, in 256 MB', async () => {
    const files = ['--spec', 'openapi.json', '--output', 'postman.json'];
    await run('openapi-to-postmanv2/bin/openapi2postmanv2.js', files, 256);

    const collection = JSON.parse(readFileSync(join(project, 'postman.json'), 'utf8')) as Item;
    const operations = routesOf(document).map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(requestsOf(collection).sort()).toEqual(operations.sort());
  });
});
