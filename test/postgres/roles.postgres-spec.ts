import { BrandRole, BrandRoleMember } from '../../src/modules/brands/brand-role.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { makeBrand, makeKey, makeTenant, makeUser, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

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

const instances = () => [portico, second];

describe('the last two Owners of a root brand, removed at once', () => {
  it('leave one of them, round after round', async () => {
    for (let round = 0; round < 15; round++) {
      const em = portico.em();
      const { brand, owner, key } = await makeTenant(em);
      const other = await makeUser(em);
      const role = await em.findOneOrFail(BrandRole, { brand: brand.id, role: 'Owner' });
      em.create(BrandRoleMember, { role, user: other });
      await em.flush();
      // a key that keeps its reach, whoever goes
      const agent = await makeUser(em);
      const agents = em.create(BrandRole, { brand, role: 'Agents' });
      em.create(BrandRoleMember, { role: agents, user: agent });
      await em.flush();
      const bearer = await makeKey(em, { brand, user: agent });
      portico.keepSecret(key);
      const remove = ({ id }: User, n: number) =>
        instances()[n]!.api.delete(`/brands/${brand.id}/roles/${role.id}/members/${id}`, { bearer });
      const answers = await Promise.all([owner, other].map(remove));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect(await portico.em().count(BrandRoleMember, { role: role.id })).toBe(1);
    }
  });
});

describe('one new address, invited many times at once', () => {
  it('makes one user, who has every role', async () => {
    for (let round = 0; round < 5; round++) {
      const tenant = await makeTenant(portico.em());
      const brands = [tenant.brand, await makeBrand(portico.em(), { parent: tenant.brand })];
      const roles = await Promise.all(
        brands.map(async ({ id }) => {
          const body = { role: unique('Agents'), acl: [] };
          return (await portico.api.post(`/brands/${id}/roles`, { bearer: tenant.key, body })).body.data;
        }),
      );
      const email = `${unique('new')}@example.com`;
      const answers = await Promise.all(
        times(8, (n) => {
          const { id, brand } = roles[n % 2];
          return instances()[n % 2]!.api.post(`/brands/${brand}/roles/${id}/members`, {
            bearer: tenant.key,
            body: { email: n % 3 ? email : email.toUpperCase() },
          });
        }),
      );
      for (const { body } of answers)
        if (body.data.invitation) portico.keepSecret(body.data.invitation as string);
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
      expect(await portico.em().count(BrandRoleMember, { user: answers[0]!.body.data.id })).toBe(2);
    }
  });
});

describe('one name, given to many roles at once', () => {
  it('makes one of them', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const body = { role: 'Agents', acl: [] };
    const answers = await Promise.all(
      times(8, (n) => instances()[n % 2]!.api.post(`/brands/${brand.id}/roles`, { bearer: key, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
  });
});
