import { randomUUID } from 'node:crypto';
import { lockEmbeddedFolder } from '../../src/database/embedded-lock.js';
import { prefixOf } from '../../src/secrets/secrets.js';
import { makeTenant } from '../factories/factories.js';
import { testDatabaseUrl } from '../setup/paths.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { runToEnd } from '../setup/process.js';

let portico: Portico;

let removeDatabase: () => Promise<void>;

beforeAll(async () => {
  portico = await startPortico();
  removeDatabase = portico.stop;
});
afterAll(async () => {
  if (!standsAside) await portico.app.close();
  await removeDatabase();
});

/** One process at a time may have the embedded database: the service then stands aside for the program. */
const takesTurns = testDatabaseUrl() === undefined;
let standsAside = false;

async function keys(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  if (takesTurns && !standsAside) await portico.app.close();
  standsAside = takesTurns;
  const program = [process.execPath, 'dist/src/keys.js', ...args];
  const { code, output } = await runToEnd({ ...portico.environment }, program);
  return { code, lines: output.trimEnd().split('\n') };
}

/** The service, back if it stood aside. */
async function service(): Promise<Portico> {
  if (standsAside) portico = await startInstance(portico.environment);
  standsAside = false;
  return portico;
}

/** The key in what `create` printed. */
function created({ code, lines }: { code: number | null; lines: string[] }): string {
  expect({ code, lines }).toEqual({
    code: 0,
    lines: [expect.any(String), expect.stringMatching(/^sk_\S{43}$/)],
  });
  portico.keepSecret(lines[1]!);
  return lines[1]!;
}

const UNKNOWN = randomUUID();

describe('npm run keys', () => {
  it('says what is missing on a database without a brand', async () => {
    expect(await keys('create', '--name', 'x')).toEqual({
      code: 1,
      lines: ['There is no brand yet: start the service once.'],
    });
  });

  it('makes a key of the first Owner of the first brand; it works until it is revoked', async () => {
    const em = (await service()).em();
    await makeTenant(em);
    const { brand } = await makeTenant(em);
    brand.isFirst = true;
    await em.flush();
    const secret = created(await keys('create', '--name', ' Found again '));
    const putPortal = async () =>
      (await (await service()).api.put(`/brands/${brand.id}/portal`, { bearer: secret })).status;
    expect(await putPortal()).toBe(200);

    const { lines } = await keys('list');
    const prefix = prefixOf(secret);
    expect(lines[0]).toMatch(/^id +name +brand +prefix +created +last used +expires +revoked$/);
    const row = lines.find((line) => line.includes(prefix))!;
    expect(row.split(/ {2,}/)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      'Found again',
      brand.id,
      prefix,
      expect.stringMatching(/^20\S+Z$/),
      expect.stringMatching(/^20\S+Z$/),
      '-',
      '-',
    ]);
    expect(lines.join()).not.toMatch(/sk_[\w-]{11}/);

    expect(await keys('revoke', prefix)).toEqual({
      code: 0,
      lines: [`The key ${prefix} (Found again) is revoked.`],
    });
    expect(await putPortal()).toBe(401);
    const again = await keys('revoke', row.split(' ')[0]!);
    expect(again).toEqual({ code: 1, lines: [`The key ${prefix} is revoked already.`] });
  });

  it('makes one for whom, for what and for how long it is told', async () => {
    const { brand, owner } = await makeTenant((await service()).em());
    const args = ['--brand', brand.id, '--user', owner.email.toUpperCase(), '--expires', '2099-12-31'];
    const secret = created(await keys('create', '--name', 'Given', ...args));
    const { api } = await service();
    expect((await api.put(`/brands/${brand.id}/portal`, { bearer: secret })).status).toBe(200);
    const { lines } = await keys('list');
    expect(lines.find((line) => line.includes(prefixOf(secret)))).toMatch(/2099-12-31T00:00:00Z {2}-$/);
  });

  it.each<[string, string[], string | RegExp]>([
    ['no verb', [], /^Usage: /],
    ['an unknown verb', ['make'], /^Usage: /],
    ['an option of another verb', ['list', '--name', 'x'], /^Usage: /],
    ['an unknown option', ['create', '--nom', 'x'], /^Unknown option '--nom'/],
    ['no name', ['create'], 'A key needs a --name, to be told from others.'],
    [
      'a brand that is no uuid',
      ['create', '--name', 'x', '--brand', '1'],
      '1 is not the id of a brand: it is not a uuid.',
    ],
    ['an unknown brand', ['create', '--name', 'x', '--brand', UNKNOWN], `There is no brand ${UNKNOWN}.`],
    ['an unknown user', ['create', '--name', 'x', '--user', 'no@x'], 'There is no user no@x.'],
    [
      'no date',
      ['create', '--name', 'x', '--expires', '2099-02-31'],
      /^--expires 2099-02-31 is no date such as /,
    ],
    [
      'a past date',
      ['create', '--name', 'x', '--expires', '2020-01-01'],
      '--expires 2020-01-01 is in the past.',
    ],
    ['an unknown key', ['revoke', 'sk_nobodys00'], 'There is no key of this id or prefix; `list` shows all.'],
  ])('answers %s with one line that says so, and 1', async (_, args, expected) => {
    const { code, lines } = await keys(...args);
    expect(code).toBe(1);
    expect(lines[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    if (!lines.join().includes('Usage')) expect(lines).toHaveLength(1);
  });

  it('makes none that could do nothing', async () => {
    const one = await makeTenant((await service()).em());
    const other = await makeTenant(portico.em());
    const { code, lines } = await keys(
      'create',
      '--name',
      'x',
      '--brand',
      one.brand.id,
      '--user',
      other.owner.email,
    );
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/has no role in brand .+ or above: the key could do nothing\.$/)],
    });
  });

  it('keeps off an embedded folder that is in use, and makes none where there is none', async () => {
    if (!takesTurns) return;
    const program = [process.execPath, 'dist/src/keys.js', 'list'];
    const empty = await runToEnd({ DATA_DIR: `${portico.environment['DATA_DIR']}-none` }, program);
    expect(empty.output).toMatch(/^There is nothing in this database yet: .+\n$/);
    await service();
    await lockEmbeddedFolder(portico.environment['DATA_DIR']!);
    const busy = await runToEnd({ ...portico.environment }, program);
    expect({ code: busy.code, output: busy.output }).toEqual({
      code: 1,
      output: expect.stringMatching(/^The folder \S+ is in use by another Portico\. .+\n$/),
    });
  });
});
