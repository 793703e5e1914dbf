import { Brand } from '../../src/modules/brands/brand.entity.js';
import {
  makeBrand,
  makeKey,
  makePortal,
  makeRole,
  makeTenant,
  makeUser,
  type Tenant,
  unique,
} from '../factories/factories.js';
import type { Answer, CallOptions } from '../setup/api.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;
let tenant: Tenant;

beforeAll(async () => {
  portico = await startPortico();
  tenant = await makeTenant(portico.em());
});
afterAll(() => portico.stop());

const V1 = '/api/v1/portal';

const call = (path: string, options: CallOptions = {}): Promise<Answer> =>
  options.body === undefined && options.raw === undefined
    ? portico.api.get(`${V1}/${path}`, { bearer: tenant.key, ...options })
    : portico.api.post(`${V1}/${path}`, { bearer: tenant.key, ...options });

const create = (body: object = {}, options: CallOptions = {}) =>
  call('create', { body: { slug: unique('made'), ...body }, ...options });

const made = async (body: object = {}): Promise<string> => (await create(body)).body.id;

describe('POST /api/v1/portal/create', () => {
  it('answers 200 with the id alone, and an ETag', async () => {
    const answer = await create();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: expect.any(String) });
    expect(answer.headers.get('etag')).toMatch(/^"[^"]+"$/);
  });

  it('fills what was not sent', async () => {
    const slug = unique('bare');
    const { body } = await create({
      slug,
      name: null,
      description: null,
      config: null,
      meta: null,
      blueprintId: '',
    });
    expect((await call(`${slug}/fetch`)).body).toEqual({
      id: body.id,
      name: '',
      description: '',
      slug,
      domain: 'portals.localhost',
      blueprintId: null,
      config: null,
      meta: null,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
  });

  it.each([
    ['four', 400],
    ['five5', 200],
    ['a'.repeat(128), 200],
    ['a'.repeat(129), 400],
    ['-inner', 400],
    ['inner-', 400],
    ['in--ner', 200],
    ['in_ner', 400],
    ['in ner', 400],
    ['ünner', 400],
    ['oauth', 400],
    ['static', 400],
    [' ADMIN ', 400],
    ['  Spaced-Out  ', 200],
    ['0196d9a6-0000-7000-8000-000000000000', 400],
    [7, 400],
    [null, 400],
  ])('takes the slug %j with %i', async (slug, status) => {
    expect((await create({ slug })).status).toBe(status);
  });

  it('finds the longest slug under the portal domain', async () => {
    const slug = 'b'.repeat(128);
    const id = await made({ slug });
    const found = await portico.api.get(`/portals/search?hostname=${slug.toUpperCase()}.Portals.localhost.`);
    expect(found.body.data.id).toBe(id);
  });

  it('counts a name in characters and a description in bytes', async () => {
    expect((await create({ name: '🚀'.repeat(191) })).status).toBe(200);
    expect((await create({ name: 'x'.repeat(192) })).body.message).toContain('name');
    expect((await create({ description: 'é'.repeat(32_767) })).status).toBe(200);
    expect((await create({ description: 'é'.repeat(32_768) })).body.message).toContain('description');
  });

  it('gives the portal to a brand that has none, and only once', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const first = await create({ brandId: child.id });
    expect(first.status).toBe(200);
    const portal = await portico.api.get(`/brands/${child.id}/portal`, { bearer: tenant.key });
    expect(portal.body.data.id).toBe(first.body.id);
    expect((await create({ brandId: child.id })).body).toEqual({
      message: expect.stringContaining('brandId'),
      code: 'CONFLICT',
    });
  });

  it('refuses a brand or a blueprint that is not in reach', async () => {
    const stranger = await makeTenant(portico.em());
    const theirs = await portico.api.post('/v1/blueprint/create', { bearer: stranger.key, body: {} });
    for (const body of [
      { brandId: stranger.brand.id },
      { brandId: '0196d9a6-0000-7000-8000-000000000000' },
      { brandId: 'gibberish' },
      { blueprintId: theirs.body.id },
      { blueprintId: '0196d9a6-0000-7000-8000-000000000000' },
      { blueprintId: 'gibberish' },
    ]) {
      const refused = await create(body);
      expect([refused.status, refused.body.code]).toEqual([400, 'BAD_REQUEST']);
      expect(refused.body.message).toContain(Object.keys(body)[0]);
    }
  });

  it('answers the first result again for the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': unique('key') };
    const body = { slug: unique('once') };
    const first = await create(body, { headers });
    const again = await create(body, { headers });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([
      200,
      first.text,
      first.headers.get('etag'),
    ]);
    expect((await create({ slug: unique('other') }, { headers })).body.code).toBe('CONFLICT');
    await call(`${first.body.id}/delete`, { body: {} });
    expect((await create(body, { headers })).text).toBe(first.text);

    const em = portico.em();
    await em.execute(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    const later = await create(body, { headers });
    expect(later.status).toBe(200);
    expect(later.body.id).not.toBe(first.body.id);
  });

  it('keeps keys of tenants apart, forgets those of failures, and refuses long ones', async () => {
    const headers = { 'idempotency-key': unique('key') };
    const other = await makeTenant(portico.em());
    const slug = await made().then(async (id) => (await call(`${id}/fetch`)).body.slug as string);
    expect((await create({ slug }, { headers })).status).toBe(409);
    expect((await create({}, { headers })).status).toBe(200);
    expect((await create({}, { headers, bearer: other.key })).status).toBe(200);
    expect((await create({}, { headers: { 'idempotency-key': 'k'.repeat(255) } })).status).toBe(200);
    expect((await create({}, { headers: { 'idempotency-key': 'k'.repeat(256) } })).status).toBe(400);
  });
});

describe('JSON', () => {
  const AWKWARD = String.raw`{ "2": 1e21, "1": -0.0, "10": 1e-20000, "constructor": {"toString": null, "hasOwnProperty": [[]]},
    "":"", "emoji":"🚀é\u00e9\/", "big": 123456789012345678901234567890, "a.b": [1.50, true,  null ] , "nested": ${'{"x":'.repeat(28)}1${'}'.repeat(28)}}`;

  it('comes back as the bytes that were sent', async () => {
    const slug = unique('bytes');
    const config = `{"apps": {"2": {}, "1": {"constructor": 1E3}}, "x-own": ${AWKWARD}}`;
    const raw = `{"slug":"${slug}","config":null,"con\\u0066ig":${config} , "meta" :\n${AWKWARD}}`;
    const answer = await call('create', { raw });
    expect(answer.text).toContain(answer.body.id);
    const { text } = await call(`${slug}/fetch`);
    expect(text).toContain(`"config":${config},"meta":${AWKWARD},"createdAt"`);

    await call(`${slug}/update`, { raw: `{"meta":{"1":null,"0":1.0,"2":{"9":0,"1":0}}}` });
    const merged = AWKWARD.replace('"1": -0.0, ', '');
    const { meta } = (await call(`${slug}/fetch`)).body;
    expect(Object.keys(meta).sort()).toEqual([...Object.keys(JSON.parse(merged)), '0'].sort());
    const after = (await call(`${slug}/fetch`)).text;
    expect(after).toContain('"meta":{"2":{"9":0,"1":0},"10":1e-20000,"constructor":{"toString": null');
    expect(after).toContain('"0":1.0}');

    const lines = await call('list?meta.a=b', { headers: { accept: 'application/jsonl' } });
    expect(lines.text).toBe('');
  });

  const deep = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
  const nodes = (count: number) => `{"a":[${'0,'.repeat(count - 3)}0]}`;

  it.each(['config', 'meta'])('is taken in %s up to its limits, and not beyond', async (field) => {
    const send = (json: string) =>
      call('create', { raw: `{"slug":"${unique('limit')}","${field}":${json}}` });
    for (const json of [deep(32), nodes(5_000), `{"a":"${'é'.repeat(131_068)}"}`]) {
      expect((await send(json)).status).toBe(200);
    }
    for (const json of [
      deep(33),
      nodes(5_001),
      `{"a":"${'é'.repeat(131_069)}"}`,
      '[]',
      '"text"',
      '7',
      'true',
      String.raw`{"a":{"b":"x\u0000"}}`,
      String.raw`{"a":{"\ud800":1}}`,
      '{"a":{"__proto__":1}}',
      '{"a":1e400}',
      '{"a":{"x":1,"x":2}}',
      `{"a":${'['.repeat(60)}${']'.repeat(60)},"a":1}`,
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ]) {
      const refused = await send(json);
      expect([json.slice(0, 30), refused.status, refused.body.code]).toEqual([
        json.slice(0, 30),
        400,
        'BAD_REQUEST',
      ]);
    }
    expect((await send('{"a":{"b":"x\\u0000"}}')).body.message).toContain(`${field}.a.b`);
    expect((await send('{"a":{"__proto__":1}}')).body.message).toContain(`${field}.a.__proto__`);
  });

  it('is refused where merging would make it too large', async () => {
    const id = await made({ meta: { a: 'x'.repeat(200_000) } });
    const before = (await call(`${id}/fetch`)).text;
    const tooLarge = await call(`${id}/update`, { body: { meta: { b: 'x'.repeat(100_000) } } });
    expect([tooLarge.status, tooLarge.body.code]).toEqual([400, 'BAD_REQUEST']);
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`k${n}`, n]));
    expect((await call(`${id}/update`, { body: { meta: many } })).status).toBe(200);
    const more = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`l${n}`, n]));
    expect((await call(`${id}/update`, { body: { meta: more } })).body.message).toContain('meta');
    expect(before).not.toBe('');
  });
});

describe('POST /api/v1/portal/:portalId/update', () => {
  it('changes what is sent, clears by null and leaves the rest', async () => {
    const blueprint = (await portico.api.post('/v1/blueprint/create', { bearer: tenant.key, body: {} })).body
      .id;
    const id = await made({
      name: 'N',
      description: 'D',
      config: { apps: { chat: {} }, x: 1 },
      meta: { a: 1 },
    });
    const fetch = async () => (await call(`${id}/fetch`)).body;
    const before = await fetch();

    expect((await call(`${id}/update`, { body: {} })).body).toEqual({ id });
    expect(await fetch()).toEqual(before);
    await call(`${id}/update`, { body: { blueprintId: blueprint, config: { y: 2 } } });
    expect(await fetch()).toEqual({
      ...before,
      blueprintId: blueprint,
      config: { y: 2 },
      updatedAt: expect.any(Number),
    });
    await call(`${id}/update`, {
      body: { name: null, description: null, blueprintId: '', config: null, meta: null },
    });
    expect(await fetch()).toEqual({
      ...before,
      name: '',
      description: '',
      blueprintId: null,
      config: null,
      meta: null,
      updatedAt: expect.any(Number),
    });
  });

  it('makes a brand of the type Other', async () => {
    const { key, brand } = await makeTenant(portico.em());
    await portico.api.post('/v1/portal/create', { bearer: key, body: { slug: unique('portal') } });
    const made = await portico.em().findOneOrFail(Brand, { parent: brand.id });
    expect(made.brandType).toBe('Other');
  });

  it('knows $update in updates only', async () => {
    const { key } = await makeTenant(portico.em());
    const create = (what: string, body: object) =>
      portico.api.post(`/v1/${what}/create`, { bearer: key, body: { ...body, meta: { $update: { a: 1 } } } });
    for (const refused of [
      await create('portal', { slug: unique('portal') }),
      await create('blueprint', {}),
    ]) {
      expect({ status: refused.status, body: refused.body }).toEqual({
        status: 400,
        body: { code: 'BAD_REQUEST', message: 'meta.$update must be left out: it is for updates' },
      });
    }
  });

  it('merges meta one level deep, also as $update', async () => {
    const id = await made({ meta: { a: { x: 1, y: 2 }, b: 1, c: null } });
    const metaAfter = async (meta: unknown) => {
      await call(`${id}/update`, { body: { meta } });
      return (await call(`${id}/fetch`)).body.meta;
    };
    expect(await metaAfter({ b: null, d: 4 })).toEqual({ a: { x: 1, y: 2 }, c: null, d: 4 });
    expect(await metaAfter({ a: { z: 3 } })).toEqual({ a: { z: 3 }, c: null, d: 4 });
    expect(await metaAfter({ $update: { c: 5, nothing: null } })).toEqual({ a: { z: 3 }, c: 5, d: 4 });
    expect(await metaAfter({})).toEqual({ a: { z: 3 }, c: 5, d: 4 });
    expect(await metaAfter(null)).toBeNull();
    expect(await metaAfter({ e: null, f: 1 })).toEqual({ f: 1 });
    for (const meta of [{ $update: 1 }, { $update: {}, a: 1 }, { $update: null }]) {
      expect((await call(`${id}/update`, { body: { meta } })).status).toBe(400);
    }
  });

  it('refuses what cannot be changed', async () => {
    const id = await made();
    const taken = (await call(`${await made()}/fetch`)).body.slug;
    expect((await call(`${id}/update`, { body: { slug: taken } })).body.code).toBe('CONFLICT');
    for (const body of [
      { slug: null },
      { brandId: tenant.brand.id },
      { domain: 'x' },
      { id },
      { config: { users: { 'a*b': {} } } },
      { constructor: 1 },
    ]) {
      const refused = await call(`${id}/update`, { body });
      expect([refused.status, refused.body.code]).toEqual([400, 'BAD_REQUEST']);
      expect(refused.body.message).toContain(Object.keys(body)[0]);
    }
  });

  it('frees the former slug at once, and finds the portal by the new one', async () => {
    const [former, next] = [unique('former'), unique('next')];
    const id = await made({ slug: former });
    const search = async (slug: string) =>
      (await portico.api.get(`/portals/search?hostname=${slug}.portals.localhost`)).body.data?.id;
    expect(await search(former)).toBe(id);
    await call(`${former}/update`, { body: { slug: next } });
    expect(await search(former)).toBeUndefined();
    expect(await search(next)).toBe(id);
    const heir = await made({ slug: former });
    expect(await search(former)).toBe(heir);
  });
});

describe('Conditional requests', () => {
  it('changes only the version that If-Match names', async () => {
    const first = await create();
    const { id } = first.body;
    const tag = first.headers.get('etag') as string;
    expect((await call(`${id}/fetch`)).headers.get('etag')).toBe(tag);

    const update = (match: string, name: string) =>
      call(`${id}/update`, { body: { name }, headers: { 'if-match': match } });
    const changed = await update(tag, 'one');
    expect(changed.status).toBe(200);
    const next = changed.headers.get('etag') as string;
    expect(next).not.toBe(tag);

    for (const stale of [tag, `W/${next}`, 'nonsense', '""']) {
      const refused = await update(stale, 'two');
      expect([refused.status, refused.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
      const kept = await call(`${id}/delete`, { body: {}, headers: { 'if-match': stale } });
      expect(kept.status).toBe(412);
    }
    expect((await call(`${id}/update`, { body: {}, headers: { 'if-match': tag } })).status).toBe(412);
    expect((await call(`${id}/fetch`)).body.name).toBe('one');
    expect((await call(`gone-portal/update`, { body: {}, headers: { 'if-match': tag } })).status).toBe(404);
    expect((await update(`"other", ${next}`, 'three')).status).toBe(200);
    expect((await update('*', 'four')).status).toBe(200);
    expect((await call(`${id}/delete`, { body: {}, headers: { 'if-match': '*' } })).body).toEqual({ id });
  });

  it('sends nothing again that the client has', async () => {
    const first = await create();
    const tag = first.headers.get('etag') as string;
    const ask = (known: string) => call(`${first.body.id}/fetch`, { headers: { 'if-none-match': known } });
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const answer = await ask(known);
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', tag]);
    }
    expect((await ask('"x"')).status).toBe(200);
  });

  it('sees changes made by the brand API as new versions', async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const { body, headers } = await create({ brandId: child.id });
    await portico.api.post(`/brands/${child.id}/portal/token`, { bearer: tenant.key });
    const after = await call(`${body.id}/fetch`);
    expect(after.headers.get('etag')).not.toBe(headers.get('etag'));
  });
});

describe('GET /api/v1/portal/list', () => {
  it('clamps what it is asked for, and goes on after any id', async () => {
    const { key } = await makeTenant(portico.em());
    const list = (query: string) => portico.api.get(`/v1/portal/list?${query}`, { bearer: key });
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.push((await create({ meta: { 'a.b': n, c: { d: String(n) } } }, { bearer: key })).body.id);
    }
    const [first, second, third] = ids as [string, string, string];
    const idsOf = async (query: string) =>
      (await list(query)).body.items.map(({ id }: { id: string }) => id) as string[];

    expect((await list('take=1')).body.cursor).toBe(third);
    for (const take of ['0', '-1', 'x', '1000', '']) expect(await idsOf(`take=${take}`)).toHaveLength(3);
    for (const order of ['desc', 'ASC', 'up', ''])
      expect(await idsOf(`order=${order}`)).toEqual([third, second, first]);
    expect((await list(`cursor=${first}`)).body).toEqual({ items: [], cursor: '' });
    await call(`${second}/delete`, { body: {}, bearer: key });
    expect(await idsOf(`cursor=${second}`)).toEqual([first]);
    expect(await idsOf('meta[c][d]=2')).toEqual([third]);
    expect(await idsOf('meta.c.d=0&meta[c.d]=0')).toEqual([first]);
    expect(await idsOf('meta.c.d=0&meta.c.d=1')).toEqual([]);
    expect(await idsOf('meta.c.d=&meta.x=&unknown=1')).toEqual([third, first]);
    expect(await idsOf('blueprintId=0196d9a6-0000-7000-8000-000000000000')).toEqual([]);
    for (const bad of [
      'cursor=x',
      'cursor=%F0',
      'take=1&take=2',
      `meta.${'a.'.repeat(40)}=1`,
      'blueprintId=x',
    ]) {
      expect([bad, (await list(bad)).status]).toEqual([bad, 400]);
    }
    expect(await idsOf('meta.n=1e-20000')).toEqual([]);
  });

  it('filters by blueprint', async () => {
    const blueprint = (await portico.api.post('/v1/blueprint/create', { bearer: tenant.key, body: {} })).body
      .id;
    const id = await made({ blueprintId: blueprint });
    const { body } = await call(`list?blueprintId=${blueprint}`);
    expect(body).toEqual({ items: [(await call(`${id}/fetch`)).body], cursor: id });
  });

  it('streams lines and events of ASCII, one item each', async () => {
    const { key } = await makeTenant(portico.em());
    for (let n = 0; n < 3; n++) {
      await portico.api.post('/v1/portal/create', {
        bearer: key,
        raw: `{"slug":"${unique('line')}","name":"🚀 ${n}","config":{"a":\r\n 1}}`,
      });
    }
    const stream = (accept: string, query = '') =>
      call(`list?order=asc${query}`, { bearer: key, headers: { accept } });
    const page = (await call('list?order=asc', { bearer: key })).body.items;
    const items = page.map((data: object) => ({ type: 'item', data }));

    const lines = await stream('application/jsonl; q=1, */*');
    expect(lines.headers.get('content-type')).toContain('application/jsonl');
    expect(lines.text).toMatch(/^([\x20-\x7e]+\n){3}$/);
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(items);

    const events = await stream('TEXT/event-stream', '&take=2');
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.text).toMatch(/^(data: [\x20-\x7e]+\n\n){2}$/);
    const parsed = events.text
      .trimEnd()
      .split('\n\n')
      .map((event) => JSON.parse(event.slice('data: '.length)));
    expect(parsed).toEqual(items.slice(0, 2));

    for (const accept of ['*/*', 'application/json', 'application/json;q=0.5, text/html']) {
      expect((await stream(accept)).body.items).toEqual(page);
    }
    for (const accept of ['text/html', 'application/xml', 'constructor']) {
      expect((await stream(accept)).body.code).toBe('BAD_REQUEST');
    }
    expect((await stream('application/jsonl', '&cursor=x')).body.code).toBe('BAD_REQUEST');
  });

  it('shows a portal that the brand API made', async () => {
    const other = await makeTenant(portico.em());
    const { portal } = await makePortal(portico.em(), { brand: other.brand });
    const { body } = await call('list', { bearer: other.key });
    expect(body.items).toEqual([
      expect.objectContaining({ id: portal.id, slug: null, name: '', config: null }),
    ]);
    expect(
      (await call(`${portal.id}/update`, { body: { slug: unique('late') }, bearer: other.key })).status,
    ).toBe(200);
  });
});

describe('Scope', () => {
  it("is the brands of the user's roles and those below them", async () => {
    const child = await makeBrand(portico.em(), { parent: tenant.brand });
    const grandchild = await makeBrand(portico.em(), { parent: child });
    const { portal } = await makePortal(portico.em(), { brand: grandchild });
    const user = await makeUser(portico.em());
    await makeRole(portico.em(), { brand: child, user });
    const childKey = await makeKey(portico.em(), { brand: child, user });
    const stranger = await makeTenant(portico.em());
    const own = await made();

    expect((await call(`${portal.id}/fetch`)).status).toBe(200);
    expect((await call('list', { bearer: childKey })).body.items).toEqual([
      expect.objectContaining({ id: portal.id }),
    ]);
    for (const bearer of [childKey, stranger.key]) {
      const slug = (await call(`${own}/fetch`)).body.slug;
      for (const reference of [own, slug]) {
        const answers = [
          await call(`${reference}/fetch`, { bearer }),
          await call(`${reference}/update`, { bearer, body: { name: 'mine' } }),
          await call(`${reference}/delete`, { bearer, body: {} }),
        ];
        for (const { status, body } of answers) {
          expect([status, body]).toEqual([
            404,
            { message: `Portal ${reference} not found`, code: 'NOT_FOUND' },
          ]);
        }
      }
    }
    expect((await call(`${own}/fetch`)).body.name).toBe('');
  });
});

describe('Errors under both prefixes', () => {
  it.each(['/v1', '/api/v1'])('%s: are flat', async (prefix) => {
    const ask = (method: string, path: string, options: CallOptions = {}) =>
      portico.api.call(method, prefix + path, { bearer: tenant.key, ...options });
    const anonymous = { bearer: undefined };
    const cases: [Promise<Answer>, number, string][] = [
      [ask('GET', '/portal/list', anonymous), 401, 'NOT_AUTHENTICATED'],
      [ask('POST', '/portal/create', { ...anonymous, raw: 'no json' }), 401, 'NOT_AUTHENTICATED'],
      [ask('GET', '/portal/list', { headers: { 'x-rechat-brand': 'x' } }), 400, 'BAD_REQUEST'],
      [ask('GET', '/nothing'), 404, 'NOT_FOUND'],
      [ask('GET', '/portal/create'), 405, 'METHOD_NOT_ALLOWED'],
      [ask('PUT', '/portal/list'), 405, 'METHOD_NOT_ALLOWED'],
      [ask('POST', '/portal/create', { raw: '{"slug":' }), 400, 'BAD_REQUEST'],
      [ask('POST', '/portal/create', { raw: '[]' }), 400, 'BAD_REQUEST'],
      [ask('POST', '/portal/create', { raw: '' }), 400, 'BAD_REQUEST'],
      [
        ask('POST', '/portal/create', { raw: 'slug=a', headers: { 'content-type': 'text/plain' } }),
        400,
        'BAD_REQUEST',
      ],
      [
        ask('POST', '/portal/create', {
          raw: '{}',
          headers: { 'content-type': 'application/json; charset=utf-16' },
        }),
        400,
        'BAD_REQUEST',
      ],
      [ask('POST', '/portal/create', { raw: `"${'x'.repeat(1_100_000)}"` }), 413, 'CONTENT_TOO_LARGE'],
      [ask('POST', '/portal/some-portal/delete', { body: { force: true } }), 400, 'BAD_REQUEST'],
      [ask('GET', '/portal/%00/fetch'), 400, 'BAD_REQUEST'],
      [ask('GET', '/portal/%ED%A0%80/fetch'), 400, 'BAD_REQUEST'],
    ];
    for (const [answering, status, code] of cases) {
      const { body, ...answer } = await answering;
      expect([answer.status, body]).toEqual([status, { message: expect.any(String), code }]);
    }
  });

  it('throttles in the same shape', async () => {
    const throttled = await startPortico({ RATE_LIMIT: '1/1' });
    try {
      await throttled.api.get('/v1/portal/list');
      const refused = await throttled.api.get('/v1/portal/list');
      expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    } finally {
      await throttled.stop();
    }
  });
});
