import { randomUUID } from 'node:crypto';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makeKey,
  makeTenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

type Facts = Readonly<Record<string, string>>;

/** Contacts of the brand of `key`, in this order, each with its own time of creation. */
async function create(bearer: string, ...contacts: Facts[]): Promise<string[]> {
  const ids: string[] = [];
  for (const facts of contacts) {
    const attributes = Object.entries(facts).map(([attribute_type, text]) => ({ attribute_type, text }));
    const created = await portico.api.post('/contacts', { bearer, body: { contacts: [{ attributes }] } });
    expect(created.status).toBe(200);
    ids.push(created.body.data[0].id as string);
  }
  return ids;
}

const idsOf = (answer: { body: { data: { id: string }[] } }): string[] =>
  answer.body.data.map(({ id }) => id);

describe('GET /contacts', () => {
  it('lists what the brand and those below it have, summed up, and how many there are', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const childKey = await makeKey(portico.em(), { brand: child, user: owner });
    const [one] = await create(key, { first_name: 'Dana', email: 'dana@example.com', tag: 'Buyer' });
    const [two] = await create(childKey, { last_name: 'Below' });
    await makeContact(portico.em(), { brand, deletedAt: 1_700_000_000 });
    await makeContact(portico.em(), { brand: (await makeTenant(portico.em())).brand });

    const listed = await portico.api.get('/contacts', { bearer: key });
    expect(listed.status).toBe(200);
    expect(idsOf(listed)).toEqual([one, two]);
    expect(listed.body.info).toEqual({ count: 2, total: 2 });
    const [first] = listed.body.data;
    expect(first).toEqual((await portico.api.get(`/contacts/${one}`, { bearer: key })).body.data);
    expect(first).toMatchObject({ display_name: 'Dana', email: 'dana@example.com', tags: ['Buyer'] });
    expect(first).not.toHaveProperty('attributes');

    expect(idsOf(await portico.api.get('/contacts', { bearer: childKey }))).toEqual([two]);
    const stranger = await makeTenant(portico.em());
    const foreign = await portico.api.get('/contacts', { bearer: stranger.key });
    expect(foreign.body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 0 } });
    expect((await portico.api.get('/contacts')).status).toBe(401);
  });

  it('has attributes and brand where they are asked for', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const ids = await create(key, { first_name: 'A', note: 'one' }, { note: 'two' });
    const listed = await portico.api.get('/contacts?associations=contact.attributes,contact.brand', {
      bearer: key,
    });
    expect(idsOf(listed)).toEqual(ids);
    const texts = (at: number) => listed.body.data[at].attributes.map(({ text }: { text: string }) => text);
    expect([texts(0), texts(1)]).toEqual([['A', 'one'], ['two']]);
    expect(listed.body.data[1].brand).toMatchObject({ id: brand.id, parent: null });
  });

  it('reads as many attributes as a page can have, though they are large', async () => {
    const { key } = await makeTenant(portico.em());
    const attributes = Array.from({ length: 50 }, (_, at) => ({
      attribute_type: 'note',
      text: `${at} ${'x'.repeat(400)}`,
    }));
    const contacts = Array.from({ length: 25 }, () => ({ attributes }));
    for (let time = 0; time < 4; time++) {
      const created = await portico.api.post('/contacts', { bearer: key, body: { contacts } });
      expect(created.status).toBe(200);
    }
    const listed = await portico.api.get('/contacts?limit=100&associations=contact.attributes', {
      bearer: key,
    });
    expect(listed.body.info).toEqual({ count: 100, total: 100 });
    for (const { attributes: listedOnes } of listed.body.data) expect(listedOnes).toHaveLength(50);
  });

  it('pages, and orders either way', async () => {
    const { key } = await makeTenant(portico.em());
    const [zoe, nobody, adam, bea] = await create(
      key,
      { first_name: 'zoe' },
      { note: 'without a name' },
      { first_name: 'Adam' },
      { first_name: 'bea' },
    );
    const list = async (query: string) => idsOf(await portico.api.get(`/contacts?${query}`, { bearer: key }));
    expect(await list('')).toEqual([zoe, nobody, adam, bea]);
    expect(await list('order=-created_at')).toEqual([bea, adam, nobody, zoe]);
    expect(await list('order=display_name')).toEqual([adam, bea, zoe, nobody]);
    expect(await list('order=-display_name')).toEqual([nobody, zoe, bea, adam]);
    expect(await list('start=1&limit=2')).toEqual([nobody, adam]);
    await makeAttribute(portico.em(), {
      contact: portico.em().getReference(Contact, zoe as string),
      attributeType: 'note',
      text: 'touched',
    });
    expect(await list('order=updated_at')).toEqual([nobody, adam, bea, zoe]);
    await portico.em().nativeUpdate(Contact, adam as string, { lastTouch: 1_800_000_000 });
    expect((await list('order=last_touch'))[0]).toBe(adam);
    const beyond = await portico.api.get('/contacts?start=10', { bearer: key });
    expect(beyond.body).toEqual({ code: 'OK', data: [], info: { count: 0, total: 4 } });
  });

  it('tells contacts apart that are equal in what they are ordered by', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const em = portico.em();
    const made = Array.from({ length: 30 }, (_, at) =>
      em.create(Contact, { id: randomUUID(), brand: at % 2 ? brand : child, createdAt: 1_700_000_000 }),
    );
    await em.flush();
    const sorted = made.map(({ id }) => id).sort();
    const seen: string[] = [];
    for (let start = 0; start < 30; start += 7) {
      seen.push(...idsOf(await portico.api.get(`/contacts?limit=7&start=${start}`, { bearer: key })));
    }
    expect(seen).toEqual(sorted);
    const after: string[] = [];
    for (;;) {
      const last = after.at(-1);
      const query = last === undefined ? '' : `&after=${last}`;
      const page = await portico.api.get(`/contacts?limit=7${query}`, { bearer: key });
      expect(page.body.info.total).toBe(30);
      if (page.body.data.length === 0) break;
      after.push(...idsOf(page));
    }
    expect(after).toEqual(sorted);
  });

  it.each<[string, string]>([
    ['dana', 'name'],
    ['DANA', 'whatever the case'],
    ['visitor dana', 'all words, in any order'],
    ['tor-sm', 'a fragment with a hyphen'],
    ['vi', 'two letters that begin a word'],
    ['sm', 'two letters that begin a word within a name'],
    ['example.com', 'a fragment of the e-mail address'],
    ['d.v+x@', 'an e-mail address, whatever is in it'],
    ['555-0123', 'a phone number in groups'],
    ['(202) 555', 'an area code in brackets'],
    ['+1 202', 'a country code'],
    ['2025550123', 'digits'],
    ['dana 0123', 'a name and digits'],
    ['dana & visitor', 'signs that say nothing'],
    ['小龙', 'a part of a name in a script without spaces'],
    ['Ümlaut', 'letters beyond ASCII'],
    ['ümlaut', 'letters beyond ASCII, in lower case'],
    ['50%', 'a sign that means something to a pattern'],
    ['a_b', 'another one'],
  ])('finds by %s: %s', async (q) => {
    const { key } = await makeTenant(portico.em());
    const [meant] = await create(
      key,
      {
        first_name: 'Dana 50% a_b',
        nickname: '李小龙',
        last_name: 'Visitor-Smith',
        company: 'Ümlaut AG',
        email: 'd.v+x@example.com',
        phone_number: '+12025550123',
      },
      { first_name: 'Robin', email: 'nadav@example.org', phone_number: '+13015559999', note: 'dana 0123' },
      { first_name: 'aXb', last_name: '50 or so', tag: 'Dana' },
    );
    const found = await portico.api.get(`/contacts?q=${encodeURIComponent(q)}`, { bearer: key });
    expect(idsOf(found)).toEqual([meant]);
    expect(found.body.info.total).toBe(1);
  });

  it('finds by tag and by type of attribute, and by all at once', async () => {
    const { key } = await makeTenant(portico.em());
    const long = 'x'.repeat(9_000);
    const [one, two, three] = await create(
      key,
      { tag: 'Buyer', first_name: 'Ann' },
      { tag: 'Buyer', note: 'n' },
      { tag: `${long}1`, first_name: 'Ann' },
    );
    const list = async (query: string) => idsOf(await portico.api.get(`/contacts?${query}`, { bearer: key }));
    expect(await list('tag=buyer')).toEqual([one, two]);
    expect(await list('tag=buy')).toEqual([]);
    expect(await list(`tag=${long}1`)).toEqual([three]);
    expect(await list(`tag=${long}2`)).toEqual([]);
    expect(await list('attribute_type=note')).toEqual([two]);
    expect(await list('q=ann&tag=Buyer&attribute_type=first_name')).toEqual([one]);
  });

  it('tells a copy what changed, and what was deleted', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const [kept, gone] = await create(key, { first_name: 'Kept' }, { first_name: 'Gone', tag: 'Buyer' });
    await portico.em().nativeUpdate(Contact, { brand: brand.id }, { updatedAt: 1_700_000_000 });
    const since = 1_700_000_001;
    const list = (query: string) =>
      portico.api.get(`/contacts?updated_since=${since}${query}`, { bearer: key });
    expect(idsOf(await list('&deleted=true'))).toEqual([]);

    expect((await portico.api.delete(`/contacts/${gone}`, { bearer: key })).status).toBe(204);
    expect(idsOf(await list(''))).toEqual([]);
    const deleted = await list('&deleted=true&associations=contact.attributes');
    expect(deleted.body.data).toEqual([
      expect.objectContaining({
        id: gone,
        deleted_at: expect.any(Number),
        display_name: null,
        first_name: null,
        tags: null,
        attributes: [],
      }),
    ]);
    expect(idsOf(await portico.api.get('/contacts?deleted=true', { bearer: key }))).toEqual([kept, gone]);
    const beyond = await portico.api.get(`/contacts?after=${gone}`, { bearer: key });
    expect(beyond.body.info).toEqual({ count: 0, total: 1 });
  });

  it('says all that is wrong with what is asked', async () => {
    const { key } = await makeTenant(portico.em());
    const bad =
      'limit=0&q=%26&tag=&attribute_type=x&after=1&updated_since=x&deleted=1&order=name&associations=contact.brand';
    const refused = await portico.api.get(`/contacts?${bad}`, { bearer: key });
    expect(refused.status).toBe(400);
    const paths = refused.body.details.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual([
      'after',
      'attribute_type',
      'deleted',
      'limit',
      'order',
      'q',
      'tag',
      'updated_since',
    ]);
    const stranger = await makeContact(portico.em(), { brand: (await makeTenant(portico.em())).brand });
    for (const [query, message] of [
      [`after=${stranger.id}`, 'must be the id of a contact of the brand, or below it'],
      [`after=${randomUUID()}`, 'must be the id of a contact of the brand, or below it'],
      [`after=${randomUUID()}&order=-created_at`, 'must be left out beside another order than created_at'],
      ['deleted=true&q=dana', 'must be left out beside q'],
      [`q=${'x'.repeat(101)}`, 'must be 1 to 100 characters long'],
    ]) {
      const answer = await portico.api.get(`/contacts?${query}`, { bearer: key });
      expect(answer.body).toMatchObject({ http: 400, details: [{ message }] });
    }
  });
});

describe('GET /contacts/tags', () => {
  it('counts tags of the brand and those below it, whatever their case', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const childKey = await makeKey(portico.em(), { brand: child, user: owner });
    await create(key, { tag: 'Buyer' }, { tag: 'Seller' }, { tag: 'BUYER' });
    const [gone] = await create(key, { tag: 'Gone' });
    await portico.api.delete(`/contacts/${gone}`, { bearer: key });
    await create(childKey, { tag: 'Buyer' }, { tag: 'Agent' });
    await create((await makeTenant(portico.em())).key, { tag: unique('Foreign') });

    const tags = await portico.api.get('/contacts/tags', { bearer: key });
    expect(tags.body).toEqual({
      code: 'OK',
      data: [
        { tag: 'buyer', text: 'Buyer', count: 3 },
        { tag: 'agent', text: 'Agent', count: 1 },
        { tag: 'seller', text: 'Seller', count: 1 },
      ],
      info: { count: 3, total: 3 },
    });
    const page = await portico.api.get('/contacts/tags?start=1&limit=1', { bearer: key });
    expect(page.body).toMatchObject({ data: [{ tag: 'agent' }], info: { count: 1, total: 3 } });
    const below = await portico.api.get('/contacts/tags', { bearer: childKey });
    expect(below.body.info.total).toBe(2);
    expect((await portico.api.get('/contacts/tags')).status).toBe(401);
    expect((await portico.api.get('/contacts/tags?limit=101&start=-1', { bearer: key })).status).toBe(400);
  });
});
