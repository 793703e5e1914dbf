import { MikroORM } from '@mikro-orm/core';
import fc from 'fast-check';
import { makeContact, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

/** What somebody may do to the rows of two contacts, `$1` and `$2`; several rows at once where that can be. */
const EDITS = {
  addAttributes: `insert into contact_attributes (id, contact_id, attribute_type, text, deleted_at)
    select gen_random_uuid(), (array[$1, $2]::uuid[])[1 + n % 2], 'tag', repeat('é', n) || gen_random_uuid(), case when n % 5 = 0 then now() end
    from generate_series(1, $3::int) n`,
  addActivity: `insert into activities (id, contact_id, action, object_class, object_sa, is_visible)
    values (gen_random_uuid(), (array[$1, $2]::uuid[])[1 + $3::int % 2], 'ContactLoggedIn', 'contact_lead', '{}', $3 % 3 <> 0)`,
  retireAttributes: `update contact_attributes set deleted_at = now() where id in (
    select id from contact_attributes where contact_id in ($1, $2) order by id limit $3::int)`,
  restoreAttributes: `update contact_attributes set deleted_at = null where id in (
    select id from contact_attributes where contact_id in ($1, $2) order by id desc limit $3::int)`,
  rewordAttributes: `update contact_attributes set text = repeat('x', $3::int % 7) || gen_random_uuid() where contact_id in ($1, $2)`,
  moveAttributes: `update contact_attributes set contact_id = $2 where contact_id = $1 and $3::int % 2 = 0`,
  deleteAttributes: `delete from contact_attributes where id in (
    select id from contact_attributes where contact_id in ($1, $2) order by text limit $3::int)`,
  hideActivities: `update activities set is_visible = not is_visible where id in (
    select id from activities where contact_id in ($1, $2) order by id limit $3::int)`,
  moveActivities: `update activities set contact_id = $1 where contact_id = $2 and $3::int % 2 = 0`,
  withdrawActivities: `update activities set deleted_at = case when deleted_at is null then now() end where id in (
    select id from activities where contact_id in ($1, $2) order by id desc limit $3::int)`,
  deleteActivities: `delete from activities where id in (
    select id from activities where contact_id in ($1, $2) order by id limit $3::int)`,
} as const;

const COUNTS = `select c.activity_count, c.attribute_count, c.attribute_bytes,
    (select count(*)::int from activities a where a.contact_id = c.id and a.is_visible and a.deleted_at is null) as activities,
    (select count(*)::int from contact_attributes a where a.contact_id = c.id and a.deleted_at is null) as attributes,
    (select coalesce(sum(octet_length(a.text)), 0)::int from contact_attributes a
     where a.contact_id = c.id and a.deleted_at is null) as bytes
  from contacts c where c.id in (?, ?)`;

interface Counts {
  activity_count: number;
  attribute_count: number;
  attribute_bytes: number;
  activities: number;
  attributes: number;
  bytes: number;
}

/** `$n` as the positional `?` of the driver's connection. */
async function edit(sql: string, contacts: readonly [string, string], size: number): Promise<void> {
  const values: unknown[] = [];
  const text = sql.replace(/\$(\d)/g, (_, place: string) => {
    values.push([...contacts, size][Number(place) - 1]);
    return '?';
  });
  await portico.em().execute(text, values);
}

describe('What contacts know of how much they have', () => {
  it('is what there is, whatever is done to attributes and activities', async () => {
    const { brand } = await makeTenant(portico.em());
    const anEdit = fc.record({
      kind: fc.constantFrom(...(Object.keys(EDITS) as (keyof typeof EDITS)[])),
      size: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 5, maxLength: 25 }), async (edits) => {
        const [one, other] = await Promise.all([
          makeContact(portico.em(), { brand }),
          makeContact(portico.em(), { brand }),
        ]);
        for (const { kind, size } of edits) await edit(EDITS[kind], [one.id, other.id], size);
        const rows = await portico.em().execute<Counts[]>(COUNTS, [one.id, other.id]);
        for (const row of rows) {
          expect([row.activity_count, row.attribute_count, row.attribute_bytes]).toEqual([
            row.activities,
            row.attributes,
            row.bytes,
          ]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is what there was before anybody counted', async () => {
    const { brand } = await makeTenant(portico.em());
    const { id } = await makeContact(portico.em(), { brand });
    const none = await makeContact(portico.em(), { brand });
    for (const kind of ['addAttributes', 'addActivity', 'hideActivities', 'addActivity'] as const) {
      await edit(EDITS[kind], [id, id], 7);
    }
    const { migrator } = portico.app.get(MikroORM);
    await migrator.down({ to: '20261122000021_bounds_of_lists' });
    await migrator.up();
    expect(await portico.em().execute<Counts[]>(COUNTS, [id, none.id])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ activity_count: 1, activities: 1, attribute_count: 6, attributes: 6 }),
        expect.objectContaining({ activity_count: 0, attribute_count: 0, attribute_bytes: 0, bytes: 0 }),
      ]),
    );
  });

  it('does not stand in the way of replacing what a full contact has', async () => {
    const { brand } = await makeTenant(portico.em());
    const { id } = await makeContact(portico.em(), { brand });
    await portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', n::text from generate_series(1, 1000) n`,
      [id],
    );
    const one = `with gone as (
        update contact_attributes set deleted_at = now()
        where id = (select id from contact_attributes where contact_id = ? and deleted_at is null limit 1) returning id
      )
      insert into contact_attributes (id, contact_id, attribute_type, text)
      select gen_random_uuid(), ?, 'tag', 'y' from (select count(*) as count from gone) made_room where count > 0`;
    await portico.em().execute(one, [id, id]);
    await expect(
      portico
        .em()
        .execute(
          `insert into contact_attributes (id, contact_id, attribute_type, text) values (?, ?, 'tag', 'z')`,
          ['0190f005-0000-7000-8000-000000000001', id],
        ),
    ).rejects.toThrow('More than 1000 live attributes');
  });
});
