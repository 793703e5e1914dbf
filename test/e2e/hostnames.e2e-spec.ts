import { makeBrand, makeKey, makePortal, makeTenant, makeUser, unique } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('POST /brands/:brand/portal/hostnames', () => {
  it('attaches a hostname in its normal form, after which the portal is found by it', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal } = await makePortal(portico.em(), { brand });
    const name = unique('shop');

    const added = await portico.api.post(`/brands/${brand.id}/portal/hostnames`, {
      bearer: key,
      body: { hostname: ` ${name.toUpperCase()}.Example.com. `, is_default: true },
    });

    expect(added.status).toBe(200);
    expect(added.body).toEqual({
      code: 'OK',
      data: {
        id: portal.id,
        type: 'portal',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        hostnames: [`${name}.example.com`],
      },
    });
    const found = await portico.api.get(`/portals/search?hostname=${name}.EXAMPLE.com.`);
    expect(found.body.data).toEqual(added.body.data);
  });

  it('keeps the default first and the others in the order they were added', async () => {
    const { brand, key } = await makeTenant(portico.em());
    await makePortal(portico.em(), { brand });
    const add = (hostname: string, is_default?: boolean) =>
      portico.api.post(`/brands/${brand.id}/portal/hostnames`, {
        bearer: key,
        body: { hostname, is_default },
      });
    const [a, b, c] = ['a', 'b', 'c'].map((word) => `${unique(word)}.example.com`) as [
      string,
      string,
      string,
    ];

    await add(a, true);
    await add(b);
    await add(c);
    expect((await add(c, true)).body.data.hostnames).toEqual([c, a, b]);
  });

  it("answers 409 for another portal's hostname", async () => {
    const { brand, key, owner } = await makeTenant(portico.em());
    const hostname = `${unique('taken')}.example.com`;
    await makePortal(portico.em(), { brand, hostnames: [hostname] });
    const other = await makeBrand(portico.em(), { owner });
    await makePortal(portico.em(), { brand: other });

    const refused = await portico.api.post(`/brands/${other.id}/portal/hostnames`, {
      bearer: key,
      body: { hostname },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('Conflict');
  });

  it('answers 403 to a key without a role in the brand', async () => {
    const { brand } = await makeTenant(portico.em());
    const stranger = await makeUser(portico.em());
    const key = await makeKey(portico.em(), { brand, user: stranger });
    const refused = await portico.api.post(`/brands/${brand.id}/portal/hostnames`, { bearer: key, body: {} });
    expect(refused.status).toBe(403);
  });
});
