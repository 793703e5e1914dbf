import { setTimeout as sleep } from 'node:timers/promises';
import { TokenFamily } from '../../src/modules/bearer-auth/token-family.entity.js';
import { Invitation } from '../../src/modules/users/invitation.entity.js';
import { Password } from '../../src/modules/users/password.entity.js';
import { hashOfPassword } from '../../src/secrets/password-hash.js';
import { newInvitation, prefixOf, sha256 } from '../../src/secrets/secrets.js';
import { makePassword, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';
import { byPassword, byRefreshToken } from '../setup/sign-in.js';

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
const count = (values: number[], value: number) => values.filter((one) => one === value).length;

async function signIn() {
  const { owner } = await makeTenant(portico.em());
  const password = await makePassword(portico.em(), owner);
  const { body } = await byPassword(portico, owner.email, password);
  return { owner, password, access: body.access_token as string, refresh: body.refresh_token as string };
}

const isGood = async (bearer: string) => (await portico.api.get('/users/self', { bearer })).status === 200;

describe('one refresh token, sent many times at once', () => {
  it('is good once, and ends the family for all others, the winner too', async () => {
    for (let round = 0; round < 8; round++) {
      const { owner, access, refresh } = await signIn();
      const answers = await Promise.all(times(6, (n) => byRefreshToken(instances()[n % 2]!, refresh)));
      const statuses = answers.map(({ status }) => status);
      expect([count(statuses, 200), count(statuses, 400)]).toEqual([1, 5]);
      const winner = answers.find(({ status }) => status === 200)!.body;
      expect(await portico.em().count(TokenFamily, { user: owner.id })).toBe(0);
      expect([await isGood(access), await isGood(winner.access_token)]).toEqual([false, false]);
      expect((await byRefreshToken(portico, winner.refresh_token)).status).toBe(400);
    }
  });

  it('ends the family also while that is renewed', async () => {
    for (let round = 0; round < 8; round++) {
      const { owner, refresh } = await signIn();
      const { body } = await byRefreshToken(portico, refresh);
      const [renewed, reused] = await Promise.all([
        byRefreshToken(portico, body.refresh_token),
        byRefreshToken(second, refresh),
      ]);
      expect(reused.status).toBe(400);
      expect([200, 400]).toContain(renewed.status);
      expect(await portico.em().count(TokenFamily, { user: owner.id })).toBe(0);
    }
  });
});

describe('a password that is replaced while somebody signs in by it', () => {
  it('leaves no token that it was good for', async () => {
    const { owner, password } = await signIn();
    let current = password;
    for (let round = 0; round < 6; round++) {
      const [old, next] = [current, unique('the next password')];
      const hash = await hashOfPassword(next);
      const replace = async () => {
        await sleep(100 + round * 15); // about as long as it takes to look at a password
        await portico.em().nativeUpdate(Password, { user: owner.id }, { hash });
      };
      const tries = times(4, (n) => byPassword(instances()[n % 2]!, owner.email, old));
      await Promise.all([...tries, replace()]);
      expect(await portico.em().count(TokenFamily, { user: owner.id })).toBe(0);
      current = next;
    }
  });
});

describe('one invitation, used many times at once', () => {
  it('sets one password', async () => {
    const em = portico.em();
    const { owner } = await makeTenant(em);
    const token = newInvitation();
    em.create(Invitation, {
      prefix: prefixOf(token),
      tokenHash: sha256(token),
      user: owner.id,
      expiresAt: 4e9,
    });
    await em.flush();
    portico.keepSecret(token);
    const passwords = times(6, (n) => `${unique('password')} ${n}`);
    const answers = await Promise.all(
      passwords.map((password, n) =>
        instances()[n % 2]!.api.post('/users/password', { body: { token, password } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 200), count(statuses, 401)]).toEqual([1, 5]);
    const winner = passwords[statuses.indexOf(200)]!;
    expect((await byPassword(portico, owner.email, winner)).status).toBe(200);
  });
});
