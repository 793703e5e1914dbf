import { Listing } from '../../src/modules/listings/listing.entity.js';
import { makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

let portico: Portico;
let second: Portico;

beforeAll(async () => {
  portico = await startPortico();
  second = await startInstance(portico.environment);
});
afterAll(async () => {
  await second.stop();
  await portico.stop();
});

describe('PUT /listings/:mls/:mls_number', () => {
  it('leaves one listing a tenant of many calls at once, however they spell it', async () => {
    const tenants = [await makeTenant(portico.em()), await makeTenant(portico.em())];
    const number = unique('n');
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, call) => {
        const { api } = call % 2 === 0 ? portico : second;
        const path =
          call % 3 === 0 ? `/listings/NTREIS/${number}` : `/listings/ntreis/${number.toUpperCase()}`;
        return api.put(path, { bearer: tenants[Math.floor(call / 40)]!.key, body: { price: call } });
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { brand } of tenants) {
      expect(await portico.em().count(Listing, { brand: brand.id })).toBe(1);
    }
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(2);
  });
});
