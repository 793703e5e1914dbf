import pg from 'pg';
import { makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('POST /contacts', () => {
  it('writes 500 contacts by a few statements, each value once', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const create = (count: number) =>
      portico.api.post('/contacts', {
        bearer: key,
        body: {
          contacts: Array.from({ length: count }, (_, n) => ({
            attributes: [
              { attribute_type: 'email', text: `e${n}@example.com` },
              { attribute_type: 'tag', text: 'Buyer' },
              { attribute_type: 'tag', text: ' Buyer' },
            ],
          })),
        },
      });
    await create(1);
    const query = import.meta.jest.spyOn(pg.Client.prototype, 'query');
    const created = await create(500);
    const sent = query.mock.calls.map(([one]: unknown[]) =>
      typeof one === 'string' ? one : (one as { text: string }).text,
    );
    query.mockRestore();
    expect([created.status, created.body.data.length]).toEqual([200, 500]);
    const inserts = sent.filter((text) => /^\s*insert/.test(text)).length;
    expect(inserts).toBeGreaterThan(1);
    expect(inserts).toBeLessThanOrEqual(3);
    expect(sent.length).toBeLessThan(15);
    const [count] = await portico
      .em()
      .execute<{ count: number }[]>(
        `select count(*)::int as count from contact_attributes a join contacts c on c.id = a.contact_id where c.brand_id = ?`,
        [brand.id],
      );
    expect(count).toEqual({ count: 1_002 });
  });
});
