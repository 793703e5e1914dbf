import { Brand } from '../../src/modules/brands/brand.entity.js';
import { makeListing, makePortal, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { startProxy } from '../setup/proxy.js';

/**
 * The "replica" is a database of its own with other rows: whatever an answer shows tells where it was read. How
 * PostgreSQL replicates is not what is tested here.
 */
let primary: Portico;
let replica: Portico;
let portico: Portico;

beforeAll(async () => {
  primary = await startPortico();
  replica = await startPortico();
  portico = await startInstance({
    ...primary.environment,
    DATABASE_REPLICA_URLS: `${replica.environment['DATABASE_URL']},postgres://127.0.0.1:1/nobody`,
  });
});
afterAll(async () => {
  await portico.stop();
  await replica.stop();
  await primary.stop();
});

describe('DATABASE_REPLICA_URLS', () => {
  it('are asked in turn for what may lag, and the primary for one that is away', async () => {
    const { brand, key } = await makeTenant(primary.em());
    await replica.em().insert(Brand, { id: brand.id, name: brand.name, brandType: brand.brandType });
    const mlsNumber = unique('N');
    const atPrimary = await makeListing(primary.em(), { brand, mlsNumber });
    const atReplica = await makeListing(replica.em(), { brand, mlsNumber });
    const search = async () => {
      const { status, body } = await portico.api.get(`/listings/search?mls_number=${mlsNumber}`, {
        bearer: key,
      });
      return [status, body.data[0]?.id];
    };

    const answers = [await search(), await search(), await search(), await search()];

    expect(answers.filter(([, id]) => id === atReplica.id)).toHaveLength(2);
    expect(answers.filter(([, id]) => id === atPrimary.id)).toHaveLength(2);
    expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200]);
  });

  it('are passed over while one of them is silent', async () => {
    const { key } = await makeTenant(primary.em());
    const proxy = await startProxy(replica.environment['DATABASE_URL']!);
    const instance = await startInstance({ ...primary.environment, DATABASE_REPLICA_URLS: proxy.url });
    const search = async () => {
      const begin = performance.now();
      const { status } = await instance.api.get('/listings/search?mls_number=none', { bearer: key });
      return { status, took: performance.now() - begin };
    };
    expect((await search()).status).toBe(200);
    proxy.silence();
    const [first, second] = [await search(), await search()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.took).toBeLessThan(5_000);
    expect(second.took).toBeLessThan(1_000);
    await instance.stop();
    proxy.close();
  });

  it('are not asked for a portal: neither its token nor its hostnames may lag', async () => {
    const { brand, key } = await makeTenant(primary.em());
    const hostname = `${unique('here')}.example.com`;
    const { portal } = await makePortal(primary.em(), { brand, hostnames: [hostname] });

    for (let round = 0; round < 4; round++) {
      expect((await portico.api.get(`/brands/${brand.id}/portal`, { bearer: key })).body.data.id).toBe(
        portal.id,
      );
      expect((await portico.api.get(`/portals/search?hostname=${hostname}`)).body.data.id).toBe(portal.id);
    }
  });
});
