import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBrand, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

const run = promisify(execFile);

let portico: Portico;
let folder: string;

beforeAll(async () => {
  portico = await startPortico();
  folder = await mkdtemp(join(tmpdir(), 'portico-sync-'));
});
afterAll(async () => {
  await portico.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('examples/crm-sync', () => {
  it('copies all contacts, and keeps up with what is made, changed and deleted', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const bearer = key;
    const copy = join(folder, 'contacts.json');
    const create = async (count: number, acting = brand.id): Promise<string[]> => {
      const contacts = times(count, (n) => ({
        attributes: [{ attribute_type: 'first_name', text: `Contact ${n}` }],
      }));
      const headers = { 'x-rechat-brand': acting };
      const { body } = await portico.api.post('/contacts', { bearer, headers, body: { contacts } });
      return (body.data as { id: string }[]).map(({ id }) => id);
    };
    const sync = async () => {
      const env = { ...process.env, KEY: key, URL: portico.url, COPY: copy };
      const { stdout } = await run(process.execPath, ['examples/crm-sync/sync.js'], { env });
      const { contacts } = JSON.parse(readFileSync(copy, 'utf8')) as {
        contacts: Record<string, { display_name: string }>;
      };
      return { said: stdout.trim(), contacts };
    };

    const ids = [...(await create(230)), ...(await create(20, child.id))];
    const first = await sync();
    expect(first.said).toBe('250 contacts; 250 changed, 0 deleted');
    expect(Object.keys(first.contacts).sort()).toEqual(ids.toSorted());
    expect((await sync()).said).toBe('250 contacts; 0 changed, 0 deleted');

    const [changed = '', deleted = ''] = ids;
    const attributes = [{ attribute_type: 'first_name', text: 'Another name' }];
    await portico.api.post(`/contacts/${changed}/attributes`, { bearer, body: { attributes } });
    await portico.api.delete(`/contacts/${deleted}`, { bearer });
    const [made = ''] = await create(1);
    const later = await sync();
    expect(later.said).toBe('250 contacts; 2 changed, 1 deleted');
    expect(later.contacts[changed]?.display_name).toBe('Another name');
    expect([made in later.contacts, deleted in later.contacts]).toEqual([true, false]);
  });

  it('says what the service refuses', async () => {
    const env = { ...process.env, KEY: 'sk_none', URL: portico.url, COPY: join(folder, 'none.json') };
    await expect(run(process.execPath, ['examples/crm-sync/sync.js'], { env })).rejects.toThrow('401');
  });
});
