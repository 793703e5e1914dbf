import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import { LeadChannel } from '../../src/modules/lead-channels/lead-channel.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { makeBrand, makePortal, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

// two instances on one database: what holds here holds by the database, not by a lock in a process
let one: Portico;
let other: Portico;

beforeAll(async () => {
  one = await startPortico();
  other = await startInstance(one.environment);
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

describe('PUT /brands/:brand/portal', () => {
  it('called a hundred times at once leaves one portal, one default channel and one token', async () => {
    const { brand, key } = await makeTenant(one.em());
    const answers = await Promise.all(
      times(100, (index) => [one, other][index % 2]!.api.put(`/brands/${brand.id}/portal`, { bearer: key })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    expect(answers.filter(({ body }) => 'token' in body.data)).toHaveLength(1);
    expect(await one.em().count(Portal, { brand: brand.id })).toBe(1);
    expect(await one.em().count(LeadChannel, { brand: brand.id })).toBe(1);
  });
});

describe('POST /brands/:brand/portal/hostnames', () => {
  it('racing for the default 300 times leaves one default each time', async () => {
    const { brand, key } = await makeTenant(one.em());
    const name = unique('race');
    const hostnames = times(4, (index) => `${'abcd'[index]}.${name}.example.com`);
    const { portal } = await makePortal(one.em(), { brand, hostnames });
    const promote = (instance: Portico, hostname: string) =>
      instance.api.post(`/brands/${brand.id}/portal/hostnames`, {
        bearer: key,
        body: { hostname, is_default: true },
      });

    for (let round = 0; round < 300; round++) {
      const racers = times(3, (index) => hostnames[(round + index) % 4]!);
      const answers = await Promise.all(
        racers.map((hostname, index) => promote([one, other][index % 2]!, hostname)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const defaults = await one.em().find(PortalHostname, { portal, isDefault: true });
      expect(defaults).toHaveLength(1);
      expect(racers).toContain(defaults[0]!.hostname);
    }
    expect(await one.em().count(PortalHostname, { portal })).toBe(4);
  });

  it('of twenty brands that race for one name, attaches it to one', async () => {
    const { owner, key } = await makeTenant(one.em());
    const brands = await Promise.all(times(20, () => makeBrand(one.em(), { owner })));
    for (const brand of brands) await makePortal(one.em(), { brand });
    for (let round = 0; round < 5; round++) {
      const hostname = `${unique('wanted')}.example.com`;
      const answers = await Promise.all(
        brands.map((brand, index) =>
          [one, other][index % 2]!.api.post(`/brands/${brand.id}/portal/hostnames`, {
            bearer: key,
            body: { hostname, is_default: index % 3 === 0 },
          }),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array<number>(19).fill(409)]);
      const [winner] = answers.filter(({ status }) => status === 200);
      const found = await one.api.get(`/portals/search?hostname=${hostname}`);
      expect(found.body.data.id).toBe(winner!.body.data.id);
    }
  });
});

describe('another instance', () => {
  /** Milliseconds until `stale` says no; a failure after a second. */
  async function untilGone(stale: () => Promise<boolean>): Promise<number> {
    const begin = performance.now();
    for (;;) {
      const asked = performance.now() - begin;
      if (!(await stale())) return performance.now() - begin;
      if (asked > 1_000) throw new Error(`Still served ${Math.round(asked)} ms after the change`);
    }
  }

  it('serves a removed hostname and a replaced token for no longer than a second', async () => {
    const { brand, key } = await makeTenant(one.em());
    const delays: number[] = [];
    const hostnames = times(20, (index) => `h${index}.${unique('removed')}.example.com`);
    const { portal, token } = await makePortal(one.em(), { brand, hostnames });
    let current = token;
    for (const hostname of hostnames) {
      const search = () => other.api.get(`/portals/search?hostname=${hostname}`);
      const enter = (portalToken: string) => () =>
        other.api.get(`/portals/${portal.id}/contacts/${brand.id}/timeline`, { portalToken });
      expect((await search()).status).toBe(200);
      expect((await enter(current)()).status).toBe(404);

      await one.api.delete(`/brands/${brand.id}/portal/hostnames?hostname=${hostname}`, { bearer: key });
      delays.push(await untilGone(async () => (await search()).status === 200));
      const rotated = await one.api.post(`/brands/${brand.id}/portal/token`, { bearer: key });
      delays.push(await untilGone(async () => (await enter(current)()).status !== 401));
      current = rotated.body.data.token as string;
      expect((await enter(current)()).status).toBe(404);
    }
    console.log(
      `A change was seen by the other instance after at most ${Math.round(Math.max(...delays))} ms.`,
    );
  });
});
