import pg from 'pg';
import { Sql } from '../../src/database/sql.js';
import {
  makeBrand,
  makeContact,
  makeKey,
  makePortal,
  makeTenant,
  type Tenant,
} from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

const MANY = 100_000;

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

describe('100,000 contacts', () => {
  /** Has nearly all of them. */
  let large: Tenant;
  /** Has a hundred. */
  let small: Tenant;
  let busy: string;

  beforeAll(async () => {
    large = await makeTenant(portico.em());
    small = await makeTenant(portico.em());
    busy = (await makeContact(portico.em(), { brand: large.brand })).id;
    const client = new pg.Client(portico.environment['DATABASE_URL']);
    await client.connect();
    // in bulk: triggers would look at each contact
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into contacts (id, brand_id, created_at)
       select gen_random_uuid(), case when n % 1000 = 0 then $1::uuid else $2::uuid end,
              '2026-01-01'::timestamptz + n * interval '1 second'
       from generate_series(1, ${MANY}) n`,
      [small.brand.id, large.brand.id],
    );
    await client.query(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), c.id, known.type, known.text
       from (select id, row_number() over (order by created_at) as n from contacts) c
       cross join lateral (values
         ('first_name', 'First' || md5(c.n::text)),
         ('email', md5('e' || c.n) || '@example.com'),
         ('phone_number', '+1202' || lpad(c.n::text, 7, '0')),
         (case when c.n % 500 = 0 then 'company' else 'note' end, 'Something ' || c.n),
         ('tag', case when c.n % 500 = 1 then 'Rare' else 'Common' end)
       ) known(type, text)`,
    );
    await client.query(
      `update contacts c set (display_name, first_name, middle_name, last_name, company, email, emails, phone_number,
         phone_numbers, birthday, profile_image_url, search_text) = (select * from contact_summary(c.id))`,
    );
    await client.query(
      `insert into activities (id, contact_id, action, object_class, object_sa)
       select gen_random_uuid(), $1, case when n % 5000 = 0 then 'ContactSignedUp' else 'ContactLoggedIn' end, 'contact_lead', '{}'
       from generate_series(1, ${MANY}) n`,
      [busy],
    );
    await client.query(
      `insert into activities (id, contact_id, action, object_class, object_sa)
       select gen_random_uuid(), id, 'ContactLoggedIn', 'contact_lead', '{}' from contacts`,
    );
    for (const table of ['contacts', 'contact_attributes', 'activities', 'brands']) {
      await client.query(`vacuum (analyze) ${table}`);
    }
    await client.end();
  }, 300_000);

  /** The plans of the statements without a name that answer `path`. */
  async function plansOf(path: string, bearer: string): Promise<string> {
    const statements = portico.app.get(Sql);
    const run = statements.run.bind(statements);
    const plans: string[] = [];
    statements.run = async (statement, values) => {
      if (statement.name === undefined) {
        const explain = { sql: `explain (analyze, timing off) ${statement.sql}` };
        const rows = await run<{ 'QUERY PLAN': string }>(explain, values);
        plans.push(...rows.map((row) => row['QUERY PLAN']));
      }
      return run(statement, values);
    };
    try {
      expect((await portico.api.get(path, { bearer })).status).toBe(200);
    } finally {
      statements.run = run;
    }
    return plans.join('\n');
  }

  it.each([
    ['limit=10', undefined],
    ['order=-created_at&start=50', undefined],
    ['order=display_name', undefined],
    ['tag=rare', 200],
    ['attribute_type=company', 200],
    ['q=c4ca4238a0', 1],
    ['q=c4c', undefined],
    ['q=0000123', undefined],
    ['q=example.com%20firstc4ca4238a0', 1],
    ['q=c4', undefined],
    ['q=x', 0],
  ])('are not all read for a page of %s, in a large brand or a small one', async (query, most) => {
    for (const { key } of [large, small]) {
      const plan = await plansOf(`/contacts?${query}`, key);
      expect(plan).not.toMatch(/Seq Scan on (contacts|contact_attributes)/);
      const { body } = await portico.api.get(`/contacts?${query}`, { bearer: key });
      if (most !== undefined) expect(body.info.total).toBeLessThanOrEqual(most + 10);
    }
  });

  it('are found right whatever the planner takes', async () => {
    const total = async (query: string) =>
      (await portico.api.get(`/contacts?${query}`, { bearer: large.key })).body.info.total as number;
    expect(await total('q=0000123')).toBe(1);
    expect(await total('q=fi&tag=common')).toBeGreaterThan(99_000);
    expect(await total('attribute_type=company')).toBe(100);
    expect(await total('tag=RARE&attribute_type=first_name')).toBe(201);
  });

  it.each(['', 'action=ContactSignedUp', 'timestamp_lte=1999999999', 'action=Nothing'])(
    'do not matter to one with 100,000 activities: %s',
    async (query) => {
      const path = `/contacts/${busy}/timeline?${query}`;
      const plan = await plansOf(path, large.key);
      expect(plan).not.toContain('Seq Scan on activities');
      expect(plan).toContain('Index Only Scan using activities_contact');
      expect(plan).not.toMatch(/Heap Fetches: [1-9]\d{3}/);
    },
  );
});

describe('GET /contacts?after=', () => {
  it('shows each contact that lived throughout exactly once, whatever others do meanwhile', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const childKey = await makeKey(portico.em(), { brand: child, user: owner });
    const create = async (bearer: string, name: string): Promise<string[]> => {
      const body = {
        contacts: times(25, (n) => ({
          attributes: [{ attribute_type: 'first_name', text: `${name} ${n}` }],
        })),
      };
      const created = await second.api.post('/contacts', { bearer, body });
      return created.body.data.map(({ id }: { id: string }) => id) as string[];
    };
    const ids = (await Promise.all(times(12, (n) => create(n % 2 ? key : childKey, `First ${n}`)))).flat();
    const doomed = ids.filter((_, at) => at % 3 === 0);
    const lasting = ids.filter((_, at) => at % 3 > 0);

    let done = false;
    const others = [
      (async () => {
        while (!done) await create(key, 'Later');
      })(),
      (async () => {
        for (const id of doomed) if (!done) await second.api.delete(`/contacts/${id}`, { bearer: key });
      })(),
      (async () => {
        for (let at = 0; !done; at++) {
          await second
            .em()
            .execute(
              `insert into contact_attributes (id, contact_id, attribute_type, text) values (gen_random_uuid(), ?, 'tag', ?)`,
              [lasting[at % lasting.length], `tag ${at}`],
            );
        }
      })(),
    ];
    const seen: string[] = [];
    for (;;) {
      const last = seen.at(-1);
      const page = await portico.api.get(`/contacts?limit=9${last ? `&after=${last}` : ''}`, { bearer: key });
      seen.push(...page.body.data.map(({ id }: { id: string }) => id));
      // others create without end
      if (lasting.every((id) => seen.includes(id)) || page.body.data.length === 0) break;
    }
    done = true;
    await Promise.all(others);
    const counts = lasting.map((id) => seen.filter((one) => one === id).length);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(new Set(seen).size).toBe(seen.length);
  }, 120_000);
});

describe('DELETE of a contact with erase=true', () => {
  it('leaves nothing of what is written at the same moment', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    for (let round = 0; round < 15; round++) {
      const { id } = await makeContact(portico.em(), { brand });
      const post = (path: string, body: object) => second.api.post(path, { portalToken: token, body });
      const searches = `/portals/${portal.id}/saved-searches/${id}`;
      const contact = `/portals/${portal.id}/contacts/${id}`;
      const writes = () => [
        post(searches, { title: 'Race', minimum_price: 1 }),
        post(`${contact}/attributes`, { attributes: [{ attribute_type: 'tag', text: 'Race' }] }),
        post(`${contact}/attributes`, { attributes: [{ attribute_type: 'first_name', text: 'Race' }] }),
        post(`${contact}/timeline`, { action: 'ContactLoggedIn' }),
        post(`${contact}/timeline`, { action: 'ContactLoggedIn', listing: { mls_number: '1' } }),
      ];
      const [erased, ...written] = await Promise.all([
        portico.api.delete(`/contacts/${id}?erase=true`, { bearer: key }),
        ...writes(),
        ...writes(),
      ]);
      expect(erased.status).toBe(204);
      for (const { status } of written) expect([200, 404]).toContain(status);
      const [left] = await portico.em().execute<[{ rows: string }]>(
        `select (select count(*) from activities where contact_id = c.id)
              + (select count(*) from contact_attributes where contact_id = c.id)
              + (select count(*) from saved_search_contacts where contact_id = c.id)
              + (select count(*) from saved_searches where title = 'Race') as rows
         from contacts c where c.id = ?`,
        [id],
      );
      expect(left.rows).toBe('0');
    }
  });
});
