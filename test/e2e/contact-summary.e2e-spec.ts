import { UniqueConstraintViolationException } from '@mikro-orm/core';
import fc from 'fast-check';
import { makeContact, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const TYPES = [
  'first_name',
  'middle_name',
  'last_name',
  'nickname',
  'company',
  'email',
  'phone_number',
  'birthday',
  'tag',
  'profile_image_url',
  'note',
] as const;
const TEXTS = ['Dana', 'dana@example.com', '+12025550143', 'Ünïcode-Tag', 'Buyer'];
const DAYS = [0, 86_400];

/** What somebody may do to the rows of two contacts, `$1` and `$2`, whatever rules statements of ours follow. */
const EDITS = {
  add: `insert into contact_attributes (id, contact_id, attribute_type, text, date)
    select gen_random_uuid(), (array[$1, $2]::uuid[])[1 + n % 2], $3, case when $3 <> 'birthday' then $4 end,
           case when $3 = 'birthday' then to_timestamp($5::int) end
    from generate_series(1, 1 + $5::int % 3) n`,
  retire: `update contact_attributes set deleted_at = now(), is_primary = false where id in (
    select id from contact_attributes where contact_id in ($1, $2) and attribute_type = $3 order by id limit 2)`,
  restore: `update contact_attributes set deleted_at = null, is_primary = false where id in (
    select id from contact_attributes where contact_id in ($1, $2) order by id desc limit 2)`,
  reword: `update contact_attributes set text = nullif($4, 'Buyer') where contact_id = $1 and attribute_type = $3`,
  retype: `update contact_attributes set attribute_type = $3, is_primary = false where id in (
    select id from contact_attributes where contact_id = $2 order by id limit 1)`,
  promote: `with demoted as (
      update contact_attributes set is_primary = false
      where contact_id in ($1, $2) and attribute_type = $3 and is_primary returning id
    )
    update contact_attributes set is_primary = true where (select count(*) from demoted) >= 0 and id in (
      select distinct on (contact_id) id from contact_attributes
      where contact_id in ($1, $2) and attribute_type = $3 and deleted_at is null and not is_primary
      order by contact_id, id desc)`,
  move: `update contact_attributes set contact_id = $2, is_primary = false where contact_id = $1 and attribute_type = $3`,
  remove: `delete from contact_attributes where contact_id in ($1, $2) and attribute_type = $3`,
} as const;

interface Fact {
  readonly attribute_type: string;
  readonly text: string | null;
  readonly date: number | null;
  readonly is_primary: boolean;
}

/** What a contact is summed up as, of its live attributes from the oldest to the youngest. */
function summaryOf(facts: readonly Fact[]) {
  const ofType = (type: string) =>
    facts
      .filter((fact) => fact.attribute_type === type)
      .sort((one, other) => Number(other.is_primary) - Number(one.is_primary));
  const texts = (type: string) => [...new Set(ofType(type).flatMap(({ text }) => text ?? []))];
  const one = (type: string) => texts(type)[0] ?? null;
  const all = (type: string) => (texts(type).length > 0 ? texts(type) : null);
  const fullName = [...texts('first_name'), ...texts('last_name')].join(' ');
  return {
    display_name: fullName || (one('nickname') ?? one('company') ?? one('email') ?? one('phone_number')),
    first_name: one('first_name'),
    middle_name: one('middle_name'),
    last_name: one('last_name'),
    company: one('company'),
    email: one('email'),
    emails: all('email'),
    phone_number: one('phone_number'),
    phone_numbers: all('phone_number'),
    birthday: ofType('birthday')[0]?.date ?? null,
    tags: all('tag'),
    profile_image_url: one('profile_image_url'),
  };
}

async function run(sql: string, values: readonly unknown[]): Promise<void> {
  const named: unknown[] = [];
  const text = sql.replace(/\$(\d)/g, (_, place: string) => {
    named.push(values[Number(place) - 1]);
    return '?';
  });
  // what an index does not allow is not done at all
  await portico
    .em()
    .execute(text, named)
    .catch((error: unknown) => expect(error).toBeInstanceOf(UniqueConstraintViolationException));
}

const factsOf = (contact: string): Promise<Fact[]> =>
  portico.em().execute<Fact[]>(
    `select attribute_type, text, extract(epoch from date)::float8 as date, is_primary
     from contact_attributes where contact_id = ? and deleted_at is null order by id`,
    [contact],
  );

/** What statements of ours do, as one who calls the API does them. */
async function addByApi(bearer: string, type: string, text: string): Promise<string> {
  const attributes = [
    { attribute_type: 'note', text: 'always' },
    ...(type === 'email' || type === 'phone_number' || type === 'birthday' || type === 'profile_image_url'
      ? [{ attribute_type: 'email', text: 'api@example.com' }]
      : [{ attribute_type: type, text }]),
  ];
  const created = await portico.api.post('/contacts', { bearer, body: { contacts: [{ attributes }] } });
  return created.body.data[0].id as string;
}

describe('The summary of a contact', () => {
  it('is what its live attributes come to, whatever was done to them', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const anEdit = fc.record({
      kind: fc.constantFrom(
        ...(Object.keys(EDITS) as (keyof typeof EDITS)[]),
        'add' as const,
        'add' as const,
      ),
      type: fc.constantFrom(...TYPES),
      text: fc.constantFrom(...TEXTS),
      day: fc.constantFrom(...DAYS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 5, maxLength: 25 }), async (edits) => {
        const one = (await makeContact(portico.em(), { brand })).id;
        const other = await addByApi(key, edits[0]?.type ?? 'tag', 'By API');
        for (const { kind, type, text, day } of edits) {
          await run(EDITS[kind], [one, other, type, text, day]);
        }
        for (const id of [one, other]) {
          const { body } = await portico.api.get(`/contacts/${id}`, { bearer: key });
          expect(body.data).toMatchObject(summaryOf(await factsOf(id)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('moves updated_at along, also where an attribute is changed or removed by hand', async () => {
    const { key } = await makeTenant(portico.em());
    const id = await addByApi(key, 'tag', 'Buyer');
    const updatedAt = async () =>
      (await portico.api.get(`/contacts/${id}`, { bearer: key })).body.data.updated_at as number;
    const made = await updatedAt();
    await portico.em().execute(`update contact_attributes set text = 'Other' where contact_id = ?`, [id]);
    const changed = await updatedAt();
    await portico.em().execute('delete from contact_attributes where contact_id = ?', [id]);
    const removed = await updatedAt();
    expect([made < changed, changed < removed]).toEqual([true, true]);
  });
});
