import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { AccessToken, RefreshToken, TokenFamily } from '../../src/modules/bearer-auth/token-family.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { PasswordWork } from '../../src/modules/users/password-work.js';
import { User } from '../../src/modules/users/user.entity.js';
import { newRefreshToken, prefixOf, sha256 } from '../../src/secrets/secrets.js';
import {
  makeBrand,
  makePassword,
  makeRole,
  makeTenant,
  makeUser,
  type Tenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';
import { askForToken, byPassword, byRefreshToken } from '../setup/sign-in.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

/** A tenant whose owner has a password. */
async function makeSignedUp(password?: string): Promise<Tenant & { password: string }> {
  const tenant = await makeTenant(portico.em());
  const made = await makePassword(portico.em(), tenant.owner, password);
  portico.keepSecret(made);
  return { ...tenant, password: made };
}

const self = (bearer: string, headers: Record<string, string> = {}) =>
  portico.api.get('/users/self', { bearer, headers });

const refusal = (error: string, message: string, code = 'Validation', http = 400) => ({
  error,
  error_description: message,
  code,
  message,
  http,
});

const WRONG_PASSWORD = refusal('invalid_grant', 'The e-mail address or the password is wrong');
const WRONG_REFRESH_TOKEN = refusal('invalid_grant', 'The refresh token is unknown, expired or used');

describe('POST /oauth2/token with a password', () => {
  it('answers tokens, the brand and the user', async () => {
    const { brand, owner, password } = await makeSignedUp();
    const answer = await byPassword(portico, owner.email.toUpperCase(), password);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^at_[\w-]{43}$/),
      refresh_token: expect.stringMatching(/^rt_[\w-]{43}$/),
      expires_in: 2678400,
      token_type: 'Bearer',
      brand: brand.id,
      code: 'OK',
      data: {
        id: owner.id,
        type: 'user',
        email: owner.email,
        first_name: null,
        last_name: null,
        phone_number: null,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        deleted_at: null,
        brand: brand.id,
      },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect((await self(answer.body.access_token)).body.data).toEqual(answer.body.data);
  });

  it('takes a form as well, and ignores what the grant does not take', async () => {
    const { owner, password } = await makeSignedUp();
    const form = new URLSearchParams({
      grant_type: 'password',
      username: owner.email,
      password,
      client_id: 'wordpress',
      client_secret: 'whatever',
      scope: 'all',
      'nested[a]': 'b',
    });
    const { status, body } = await portico.api.post('/oauth2/token', {
      raw: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic eDp5' },
    });
    expect(status).toBe(200);
    for (const token of [body.access_token, body.refresh_token]) portico.keepSecret(token);
    const more = { grant_type: 'password', username: owner.email, password, client_id: 'x', extra: [1] };
    expect((await askForToken(portico, more)).status).toBe(200);
  });

  it.each([
    ['with spaces around it', '  as it is typed  '],
    ['of any characters', 'ключ 密码 🔑🗝️ naïve'],
    ['with an accent that is written in another way', 'na\u0069\u0308ve passphrase', 'na\u00efve passphrase'],
  ])('takes a password %s', async (_, password, typed = password) => {
    const { owner } = await makeSignedUp(password);
    portico.keepSecret(typed);
    expect((await byPassword(portico, owner.email, typed)).status).toBe(200);
    expect((await byPassword(portico, owner.email, `${typed} `)).status).toBe(400);
  });

  it('stores neither token', async () => {
    const { owner, password } = await makeSignedUp();
    const { body } = await byPassword(portico, owner.email, password);
    const em = portico.em();
    for (const [entity, token] of [
      [AccessToken, body.access_token],
      [RefreshToken, body.refresh_token],
    ] as const) {
      const stored = await em.findOneOrFail<AccessToken>(entity as typeof AccessToken, {
        prefix: prefixOf(token),
      });
      expect(Buffer.from(stored.tokenHash)).toEqual(sha256(token));
    }
  });

  it('says the same of a wrong password, an unknown address, and a user without a password', async () => {
    const { owner } = await makeSignedUp();
    const without = await makeTenant(portico.em());
    for (const email of [owner.email, 'nobody@example.com', without.owner.email]) {
      const { status, body } = await byPassword(portico, email, 'not the password');
      expect([status, body]).toEqual([400, WRONG_PASSWORD]);
    }
  });

  it('works as hard, and as long, for an address that nobody has', async () => {
    const { owner } = await makeSignedUp();
    const work = portico.app.get(PasswordWork);
    const verify = work.verify.bind(work);
    const stored: unknown[] = [];
    work.verify = (password, hash) => {
      stored.push(hash);
      return verify(password, hash);
    };
    const tries: Record<string, number[]> = { [owner.email]: [], 'nobody@example.com': [] };
    for (let round = 0; round < 7; round++) {
      for (const [email, took] of Object.entries(tries)) {
        const start = performance.now();
        await byPassword(portico, email, 'not the password');
        took.push(performance.now() - start);
      }
    }
    work.verify = verify;
    expect(stored).toEqual(
      Array(7)
        .fill([expect.stringMatching(/^\$scrypt\$/), undefined])
        .flat(),
    );
    const [known, unknown] = Object.values(tries).map((took) => took.sort((a, b) => a - b)[3]!);
    // without a hash it takes a hundredth
    expect(unknown! / known!).toBeGreaterThan(0.2);
    expect(unknown! / known!).toBeLessThan(5);
  });

  it('is at home in the topmost brand, and of several in the one with the first of its roles', async () => {
    const em = portico.em();
    const { owner, password } = await makeSignedUp();
    const user = await makeUser(em);
    await makePassword(em, user, password);
    const [older, younger] = [await makeBrand(em), await makeBrand(em)];
    older.createdAt = 1_600_000_000;
    await em.flush();
    const below = await makeBrand(em, { parent: older });
    for (const brand of [below, younger, older]) await makeRole(em, { brand, user });
    // what others give later does not move it
    expect((await byPassword(portico, user.email, password)).body.brand).toBe(younger.id);
    await em.execute(`delete from brand_role_members where user_id = ? and line = ?::uuid[]`, [
      user.id,
      `{${younger.id}}`,
    ]);
    const { body } = await byPassword(portico, user.email, password);
    expect([body.brand, body.data.brand]).toEqual([older.id, older.id]);
    expect(owner.id).not.toBe(user.id);
  });

  it('refuses a user without a role', async () => {
    const user = await makeUser(portico.em());
    const password = await makePassword(portico.em(), user);
    const { status, body } = await byPassword(portico, user.email, password);
    expect([status, body]).toEqual([400, refusal('invalid_grant', 'The user has no role in any brand')]);
  });

  it.each<[string, object, string, string[]]>([
    ['nothing', {}, 'invalid_request', ['grant_type']],
    ['no credentials', { grant_type: 'password' }, 'invalid_request', ['username', 'password']],
    [
      'faults of several kinds',
      { grant_type: 'password', username: 1, password: '', client_id: 2 },
      'invalid_request',
      ['username', 'password', 'client_id'],
    ],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request', ['refresh_token']],
  ])('answers %s with 400 that names all faults', async (_, fields, error, paths) => {
    const { status, body } = await askForToken(portico, fields);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error, error_description: body.message, code: 'Validation', http: 400 });
    expect(new Set(body.details.map(({ path }: { path: string }) => path))).toEqual(new Set(paths));
  });

  it.each(['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code', 'x', 'constructor'])(
    'knows no grant %s',
    async (grant_type) => {
      const { status, body } = await askForToken(portico, { grant_type });
      const message = 'grant_type must be one of password, refresh_token, client_credentials';
      expect([status, body]).toEqual([400, refusal('unsupported_grant_type', message)]);
    },
  );

  it('tells of a body that cannot be read in the same shape', async () => {
    const { status, body } = await portico.api.post('/oauth2/token', { raw: '{' });
    expect([status, body.error, body.code]).toEqual([400, 'invalid_request', 'Validation']);
  });
});

describe('POST /oauth2/token with a refresh token', () => {
  const signIn = async () => {
    const { owner, password } = await makeSignedUp();
    return { owner, ...(await byPassword(portico, owner.email, password)).body };
  };

  it('answers the next pair, and leaves the access token good', async () => {
    const first = await signIn();
    const { status, body } = await byRefreshToken(portico, first.refresh_token);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      'access_token',
      'refresh_token',
      'expires_in',
      'token_type',
      'brand',
      'code',
      'data',
    ]);
    expect(body.refresh_token).not.toBe(first.refresh_token);
    for (const token of [first.access_token, body.access_token]) expect((await self(token)).status).toBe(200);
  });

  it('ends the family when a used one comes again, and no other family', async () => {
    const first = await signIn();
    const second = (await byRefreshToken(portico, first.refresh_token)).body;
    const other = await signIn();
    const again = await byRefreshToken(portico, first.refresh_token);
    expect([again.status, again.body]).toEqual([400, WRONG_REFRESH_TOKEN]);
    for (const token of [first.access_token, second.access_token])
      expect((await self(token)).status).toBe(401);
    expect((await byRefreshToken(portico, second.refresh_token)).body).toEqual(WRONG_REFRESH_TOKEN);
    expect((await self(other.access_token)).status).toBe(200);
  });

  it.each([
    ['unknown', () => newRefreshToken()],
    ['an access token', ({ access_token }: any) => access_token],
    ['right but for its end', ({ refresh_token }: any) => `${refresh_token.slice(0, -1)}_`],
    ['empty of sense', () => 'ключ'],
  ])('refuses one that is %s', async (_, token: (first: any) => string) => {
    const sent = token(await signIn());
    const { status, body } = await byRefreshToken(portico, sent);
    expect([status, body.error]).toEqual([400, sent === 'ключ' ? 'invalid_request' : 'invalid_grant']);
  });

  it('refuses one that has expired, and sweeps it by the way', async () => {
    const first = await signIn();
    const em = portico.em();
    const found = await em.findOneOrFail(RefreshToken, { prefix: prefixOf(first.refresh_token) });
    await em.nativeUpdate(RefreshToken, { family: found.family.id }, { expiresAt: 1_700_000_000 });
    await em.nativeUpdate(TokenFamily, { id: found.family.id }, { expiresAt: 1_700_000_000 });
    expect((await byRefreshToken(portico, first.refresh_token)).body).toEqual(WRONG_REFRESH_TOKEN);
    await signIn();
    expect(await portico.em().count(RefreshToken, { family: found.family.id })).toBe(0);
    expect((await self(first.access_token)).status).toBe(401);
  });

  it('moves to the brand that the user is at home in by now', async () => {
    const em = portico.em();
    const { owner, refresh_token, brand } = await signIn();
    const newHome = await makeBrand(em, { owner });
    await em.nativeUpdate(Brand, { id: brand }, { deletedAt: 1_700_000_000 });
    const { body } = await byRefreshToken(portico, refresh_token);
    expect(body.brand).toBe(newHome.id);
    expect((await self(body.access_token)).body.data.brand).toBe(newHome.id);
  });
});

describe('POST /oauth2/token with a secret key', () => {
  async function makeClient() {
    const { brand, owner, key } = await makeTenant(portico.em());
    const { id } = await portico.em().findOneOrFail(SecretKey, { prefix: prefixOf(key) });
    portico.keepSecret(key);
    return { brand, owner, id, key };
  }
  const grant_type = 'client_credentials';

  it('answers an access token, and nothing to renew it with', async () => {
    const { brand, owner, id, key } = await makeClient();
    const basic = `Basic ${Buffer.from(`${id}:${key}`).toString('base64')}`;
    for (const answer of [
      await askForToken(portico, { grant_type, client_id: id.toUpperCase(), client_secret: key }),
      await askForToken(portico, { grant_type }, { authorization: basic }),
    ]) {
      expect(Object.keys(answer.body)).toEqual([
        'access_token',
        'expires_in',
        'token_type',
        'brand',
        'code',
        'data',
      ]);
      expect(answer.body).toMatchObject({ brand: brand.id, data: { id: owner.id } });
      expect((await self(answer.body.access_token)).status).toBe(200);
    }
  });

  it('ends the token with the key', async () => {
    const { id, key } = await makeClient();
    const { body } = await askForToken(portico, { grant_type, client_id: id, client_secret: key });
    await portico.em().nativeUpdate(SecretKey, { id }, { deletedAt: 1_700_000_000 });
    expect((await self(body.access_token)).status).toBe(401);
  });

  it('refuses a client that is unknown, or whose secret is that of another', async () => {
    const [one, other] = [await makeClient(), await makeClient()];
    const expected = refusal(
      'invalid_client',
      'The client is unknown, or its secret is wrong',
      'Unauthorized',
      401,
    );
    for (const [client_id, client_secret] of [
      [one.id, other.key],
      [one.id, 'x'],
      ['public', one.key],
      [undefined, undefined],
      [one.id, undefined],
    ]) {
      const { status, body, headers } = await askForToken(portico, { grant_type, client_id, client_secret });
      expect([client_id, status, body]).toEqual([client_id, 401, expected]);
      expect(headers.get('www-authenticate')).toBe('Basic');
    }
    const basic = `Basic ${Buffer.from(`${one.id}:${other.key}`).toString('base64')}`;
    expect((await askForToken(portico, { grant_type }, { authorization: basic })).body).toEqual(expected);
  });
});

describe('an access token', () => {
  it('acts where the roles of its user reach, as a key does', async () => {
    const { brand, owner, password } = await makeSignedUp();
    const child = await makeBrand(portico.em(), { parent: brand });
    const stranger = await makeBrand(portico.em());
    const { body } = await byPassword(portico, owner.email, password);
    const in_ = (id: string) => self(body.access_token, { 'x-rechat-brand': id });
    expect((await in_(child.id)).status).toBe(200);
    expect((await in_(stranger.id)).status).toBe(403);
    expect((await in_(child.id)).body.data.brand).toBe(brand.id);
    expect((await portico.api.put(`/brands/${child.id}/portal`, { bearer: body.access_token })).status).toBe(
      200,
    );
  });

  it.each<[string, (user: User) => Promise<unknown>]>([
    ['expires', () => portico.em().nativeUpdate(AccessToken, {}, { expiresAt: 1_700_000_000 })],
    ['loses its user', ({ id }) => portico.em().nativeUpdate(User, { id }, { deletedAt: 1_700_000_000 })],
  ])('stops when it %s', async (_, change) => {
    const { owner, password } = await makeSignedUp();
    const { body } = await byPassword(portico, owner.email, password);
    await change(owner);
    expect((await self(body.access_token)).status).toBe(401);
  });

  it('is not recognised by its beginning', async () => {
    const { owner, password } = await makeSignedUp();
    const { body } = await byPassword(portico, owner.email, password);
    const wrong = `${body.access_token.slice(0, -1)}${body.access_token.endsWith('A') ? 'E' : 'A'}`;
    expect((await self(wrong)).status).toBe(401);
    expect((await self(body.refresh_token)).status).toBe(401);
  });
});

describe('sign-ins that fail', () => {
  let limited: Portico;
  beforeEach(async () => {
    limited = await startPortico({ RATE_LIMIT: '3000/6000', TRUST_PROXY: 'loopback' });
  });
  afterEach(() => limited.stop());

  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('are counted by account, whoever tries, and whether or not somebody has it', async () => {
    const { owner } = await makeTenant(limited.em());
    const password = await makePassword(limited.em(), owner);
    for (const email of [owner.email, unique('nobody@example.com')]) {
      const statuses = await Promise.all(
        times(12, async (n) => (await byPassword(limited, email, 'wrong', from(`192.0.2.${n}`))).status),
      );
      expect(statuses.sort()).toEqual([...Array<number>(10).fill(400), 429, 429]);
      const blocked = await byPassword(limited, email.toUpperCase(), password, from('192.0.2.99'));
      expect([blocked.status, blocked.body.error]).toEqual([429, 'temporarily_unavailable']);
      expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(800);
    }
  });

  it('are counted by address, whatever account they are for', async () => {
    const { owner } = await makeTenant(limited.em());
    const password = await makePassword(limited.em(), owner);
    for (let n = 0; n < 50; n += 10) {
      const tries = times(10, (m) =>
        byPassword(limited, `u${n + m}@example.com`, 'wrong', from('192.0.2.1')),
      );
      for (const { status } of await Promise.all(tries)) expect(status).toBe(400);
    }
    expect((await byPassword(limited, owner.email, password, from('192.0.2.1'))).status).toBe(429);
    expect((await byPassword(limited, owner.email, password, from('192.0.2.2'))).status).toBe(200);
  });

  it('are not counted when they succeed', async () => {
    const { owner } = await makeTenant(limited.em());
    const password = await makePassword(limited.em(), owner);
    for (let n = 0; n < 12; n++) expect((await byPassword(limited, owner.email, password)).status).toBe(200);
  });
});

describe('more passwords than can be looked at', () => {
  it('are answered with 503', async () => {
    const tries = times(60, (n) => byPassword(portico, `many${n}@example.com`, 'wrong'));
    const answers = await Promise.all(tries);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 400).length).toBe(60 - busy.length);
    expect(busy[0]?.body).toMatchObject({ error: 'temporarily_unavailable', code: 'Unavailable' });
    expect(busy[0]?.headers.get('retry-after')).toBe('5');
  });
});
