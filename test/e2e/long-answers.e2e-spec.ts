import {
  makeActivity,
  makeContact,
  makePortal,
  makeSavedSearch,
  makeTenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const MIB = 1024 * 1024;

describe('GET /v1/portal/list, of long configurations', () => {
  const COUNT = 24;
  let key: string;
  let slugs: string[];

  beforeAll(async () => {
    ({ key } = await makeTenant(portico.em()));
    slugs = [];
    for (let n = 0; n < COUNT; n++) {
      const slug = unique('long');
      // every third is short
      const config = { text: 'x'.repeat(n % 3 === 0 ? 10 : 250_000) };
      const made = await portico.api.post('/v1/portal/create', { bearer: key, body: { slug, config } });
      expect(made.status).toBe(200);
      slugs.unshift(slug);
    }
  });

  it.each(['desc', 'asc'])('has pages of about 1 MiB that leave nothing out, in order %s', async (order) => {
    const found: string[] = [];
    let cursor = '';
    let pages = 0;
    for (;;) {
      const { text, body } = await portico.api.get(
        `/v1/portal/list?order=${order}${cursor && `&cursor=${cursor}`}`,
        { bearer: key },
      );
      expect(text.length).toBeLessThan(1.1 * MIB);
      if (body.items.length === 0) break;
      found.push(...(body.items as { slug: string }[]).map(({ slug }) => slug));
      cursor = body.cursor as string;
      expect(cursor).toBe(body.items.at(-1).id);
      pages++;
    }
    expect(found).toEqual(order === 'asc' ? slugs.toReversed() : slugs);
    expect(pages).toBeGreaterThan(3);
  });

  it('takes no more than it is asked for, and at least one', async () => {
    const { body } = await portico.api.get('/v1/portal/list?take=2', { bearer: key });
    expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual(slugs.slice(0, 2));
  });

  it.each([undefined, 7])('streams all, or as many as asked for (%p)', async (take) => {
    const { text } = await portico.api.get(`/v1/portal/list${take ? `?take=${take}` : ''}`, {
      bearer: key,
      headers: { accept: 'application/jsonl' },
    });
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { data: { slug: string } }).data.slug)).toEqual(
      slugs.slice(0, take ?? COUNT),
    );
  });
});

describe('What is read in two steps because it is long', () => {
  async function visit() {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token: portalToken } = await makePortal(portico.em(), { brand });
    const contact = await makeContact(portico.em(), { brand });
    return { brand, key, portal, portalToken, contact };
  }

  it('is the whole timeline page', async () => {
    const { portal, portalToken, contact } = await visit();
    const objects = Array.from({ length: 30 }, (_, n) => ({ n, text: '€'.repeat(10_000) }));
    for (const object of objects) {
      await makeActivity(portico.em(), { contact, objectSa: JSON.stringify(object) });
    }
    const page = await portico.api.get(`/portals/${portal.id}/contacts/${contact.id}/timeline?limit=100`, {
      portalToken,
    });
    expect(page.body.data.map(({ object }: { object: object }) => object)).toEqual(objects.toReversed());
    expect(page.body.info).toEqual({ count: 30, total: 30 });
  });

  it('is every saved search, for portals and for the brand', async () => {
    const { brand, key, portal, portalToken, contact } = await visit();
    const counties = Array.from({ length: 100 }, (_, n) => `${n} ${'x'.repeat(200)}`);
    for (let n = 0; n < 30; n++) {
      await makeSavedSearch(portico.em(), { brand, contact, title: String(n), criteria: { counties } });
    }
    const listed = await portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}`, {
      portalToken,
    });
    const page = await portico.api.get(`/brands/${brand.id}/saved-searches?limit=100`, { bearer: key });
    expect(listed.body.data).toEqual(page.body.data);
    expect(page.body.info).toEqual({ count: 30, total: 30 });
    for (const [n, search] of listed.body.data.entries()) {
      expect([search.title, search.counties]).toEqual([String(n), counties]);
    }
    const reversed = await portico.api.get(`/brands/${brand.id}/saved-searches?limit=5&order=-created_at`, {
      bearer: key,
    });
    expect(reversed.body.data.map(({ title }: { title: string }) => title)).toEqual([
      '29',
      '28',
      '27',
      '26',
      '25',
    ]);
  });

  it('is a whole contact', async () => {
    const { key, contact } = await visit();
    await portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', n || repeat('é', 9000) from generate_series(1, 100) n`,
      [contact.id],
    );
    const { body } = await portico.api.get(`/contacts/${contact.id}?associations=contact.attributes`, {
      bearer: key,
    });
    const texts = body.data.attributes.map(({ text }: { text: string }) => text) as string[];
    expect(new Set(texts.map((text) => text.length - 9000))).toEqual(new Set([1, 2, 3]));
    expect(body.data.tags.toSorted()).toEqual(texts.toSorted());
  });
});
