import { randomUUID } from 'node:crypto';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import {
  ADDED_ATTRIBUTES_INPUT,
  ADDED_BY_USER_EXAMPLE,
  CHANGED_ATTRIBUTE_EXAMPLE,
} from '../../src/modules/contacts/contact.examples.js';
import { makeBrand, makeContact, makePortal, makeTenant, type Tenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

interface Record extends Tenant {
  readonly contact: Contact;
  readonly path: string;
}

/** A tenant with a contact of whom nothing is known. */
async function makeRecord(): Promise<Record> {
  const tenant = await makeTenant(portico.em());
  const contact = await makeContact(portico.em(), { brand: tenant.brand });
  return { ...tenant, contact, path: `/contacts/${contact.id}/attributes` };
}

const email = (text: string, more: object = {}) => ({ attribute_type: 'email', text, ...more });
const tag = (text: string) => ({ attribute_type: 'tag', text });

async function added({ key, path }: Record, ...attributes: object[]) {
  const { status, body } = await portico.api.post(path, { bearer: key, body: { attributes } });
  expect(status).toBe(200);
  return body.data as { id: string; is_primary: boolean; text: string; updated_at: number }[];
}

const liveOf = (contact: Contact) =>
  portico.em().find(ContactAttribute, { contact: contact.id, deletedAt: null }, { orderBy: { id: 'asc' } });
const primariesOf = async (contact: Contact) =>
  (await liveOf(contact)).filter(({ isPrimary }) => isPrimary).map(({ text }) => text);

/** What each route answers to those who have no business with the contact. */
function itIsTheTenantsAlone(
  call: (record: Record, path: string, bearer?: string) => Promise<{ status: number }>,
) {
  it('needs a bearer, and a contact of the acting brand or of one below it', async () => {
    const record = await makeRecord();
    const [live] = await added(record, tag('Buyer'));
    const path = (contact: { id: string }) => `/contacts/${contact.id}/attributes/${live?.id}`;
    expect((await call(record, path(record.contact))).status).toBe(401);
    const stranger = await makeTenant(portico.em());
    expect((await call(record, path(record.contact), stranger.key)).status).toBe(404);
    const child = await makeBrand(portico.em(), { parent: stranger.brand });
    const above = await makeContact(portico.em(), { brand: stranger.brand });
    const answer = await portico.api.post(`/contacts/${above.id}/attributes`, {
      bearer: stranger.key,
      headers: { 'X-RECHAT-BRAND': child.id },
      body: { attributes: [tag('Buyer')] },
    });
    expect(answer.status).toBe(404);
    const gone = await makeContact(portico.em(), { brand: record.brand, deletedAt: 1 });
    expect((await call(record, path(gone), record.key)).status).toBe(404);
  });
}

describe('POST /contacts/:id/attributes', () => {
  it('adds in the name of the user, to contacts of brands below too', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const contact = await makeContact(portico.em(), { brand: child });
    const record = { brand, owner, key, contact, path: `/contacts/${contact.id}/attributes` };
    await added(record, { attribute_type: 'phone_number', text: '202-555-0143' });
    const answer = await portico.api.post(record.path, {
      bearer: key,
      body: { attributes: ADDED_ATTRIBUTES_INPUT },
    });
    expect(answer.body).toEqual({
      code: 'OK',
      data: ADDED_BY_USER_EXAMPLE.map((attribute) => ({
        ...attribute,
        id: expect.any(String),
        contact: contact.id,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        created_by: owner.id,
        updated_by: owner.id,
      })),
      info: { count: 2, total: 0 },
    });
    const read = await portico.api.get(`/contacts/${contact.id}`, { bearer: key });
    expect(read.body.data).toMatchObject({ updated_by: owner.id, phone_number: '+12025550143' });
  });

  it('answers what the contact has as it is, in the order sent', async () => {
    const record = await makeRecord();
    const [first, buyer] = await added(record, email('a@example.com'), tag('Buyer'));
    const again = await added(
      record,
      tag('Buyer'),
      tag('New'),
      email('A@example.com', { label: 'Work' }),
      tag('New'),
    );
    expect([again[0], again[2]]).toEqual([buyer, first]);
    expect(again[3]).toEqual(again[1]);
    expect(await liveOf(record.contact)).toHaveLength(3);
  });

  it('adds nothing where something is wrong, and tells all of it', async () => {
    const record = await makeRecord();
    const { status, body } = await portico.api.post(record.path, {
      bearer: record.key,
      body: { attributes: [tag('Buyer'), email('nobody'), { attribute_type: 'phone_number', text: '12' }] },
    });
    expect([status, body.details.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['attributes[1].text', 'attributes[2].text'],
    ]);
    expect(await liveOf(record.contact)).toEqual([]);
  });

  itIsTheTenantsAlone((_, path, bearer) =>
    portico.api.post(path.replace(/\/[^/]+$/, ''), { bearer, body: { attributes: [tag('Buyer')] } }),
  );
});

describe('PUT /contacts/:id/attributes/:attribute', () => {
  const change = ({ key, path }: Record, id: string | undefined, body: object) =>
    portico.api.put(`${path}/${id}`, { bearer: key, body });

  it('changes what is sent, and leaves the rest', async () => {
    const record = await makeRecord();
    const [phone] = await added(record, {
      attribute_type: 'phone_number',
      text: '+12025550100',
      label: 'Home',
      index: 4,
      is_partner: true,
    });
    const changed = await change(record, phone?.id, { text: '(202) 555-0143', label: 'Mobile' });
    expect(changed.body).toEqual({
      code: 'OK',
      data: {
        ...CHANGED_ATTRIBUTE_EXAMPLE,
        id: phone?.id,
        contact: record.contact.id,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        created_by: record.owner.id,
        updated_by: record.owner.id,
        index: 4,
        is_partner: true,
      },
    });
    expect(changed.body.data.updated_at).toBeGreaterThan(phone?.updated_at ?? 0);
    const cleared = await change(record, phone?.id.toUpperCase(), {
      label: null,
      index: null,
      is_partner: false,
    });
    expect(cleared.body.data).toMatchObject({
      text: '+12025550143',
      label: null,
      index: null,
      is_partner: false,
      is_primary: true,
    });
    const read = await portico.api.get(`/contacts/${record.contact.id}`, { bearer: record.key });
    expect(read.body.data.phone_numbers).toEqual(['+12025550143']);
  });

  it('changes days and addresses, and takes back what was answered', async () => {
    const record = await makeRecord();
    const [day, home] = await added(
      record,
      { attribute_type: 'birthday', date: 0 },
      { attribute_type: 'postal_address', address: { city: 'Dallas' } },
    );
    expect((await change(record, day?.id, { date: -86_400.25 })).body.data.date).toBe(-86_400.25);
    const moved = await change(record, home?.id, { address: { city: 'Austin', unit: null } });
    expect(moved.body.data.address).toEqual({ city: 'Austin', unit: null });
    const same = await change(record, home?.id, moved.body.data);
    expect([same.status, same.body.data.address]).toEqual([200, { city: 'Austin', unit: null }]);
  });

  it('keeps one primary, whatever is said', async () => {
    const record = await makeRecord();
    const [a, b] = await added(
      record,
      email('a@example.com'),
      email('b@example.com'),
      email('c@example.com'),
    );
    expect((await change(record, b?.id, { is_primary: true })).body.data.is_primary).toBe(true);
    expect(await primariesOf(record.contact)).toEqual(['b@example.com']);
    expect((await change(record, b?.id, { is_primary: false })).body.data.is_primary).toBe(false);
    expect(await primariesOf(record.contact)).toEqual(['a@example.com']);
    await change(record, a?.id, { text: 'z@example.com' });
    expect(await primariesOf(record.contact)).toEqual(['z@example.com']);

    const lone = await makeRecord();
    const [only] = await added(lone, email('a@example.com'));
    expect((await change(lone, only?.id, { is_primary: false })).body.data.is_primary).toBe(true);
  });

  it('refuses another type, a value that is not of the type, and one that the contact has', async () => {
    const record = await makeRecord();
    const [a] = await added(record, email('a@example.com'), email('b@example.com'));
    const refused = await change(record, a?.id, { attribute_type: 'tag', date: 5, text: 'nobody' });
    expect([refused.status, refused.body.details]).toEqual([
      400,
      [
        {
          path: 'attribute_type',
          message: 'must be left out, or email as it is: the type of an attribute cannot change',
        },
        { path: 'date', message: 'must be left out: it does not belong to email, whose value is its text' },
        { path: 'text', message: 'must be an e-mail address' },
      ],
    ]);
    expect((await change(record, a?.id, { text: null })).body.details).toEqual([
      { path: 'text', message: 'is required: it is the value of email' },
    ]);
    const taken = await change(record, a?.id, { text: 'B@example.com' });
    expect([taken.status, taken.body.message]).toEqual([
      409,
      `contact ${record.contact.id} has an attribute with that value already, and has each value once`,
    ]);
  });

  it('does not let the text of a contact grow without end', async () => {
    const record = await makeRecord();
    const [note] = await added(record, { attribute_type: 'note', text: 'short' });
    await portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', repeat('x', 9996) || to_char(n, 'FM0000') from generate_series(1, 999) n`,
      [record.contact.id],
    );
    await portico
      .em()
      .execute('update contacts set attribute_bytes = 10485760 where id = ?', [record.contact.id]);
    const refused = await change(record, note?.id, { text: 'longer' });
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('10485760 bytes')]);
    expect((await change(record, note?.id, { text: 'less' })).status).toBe(200);
  });

  it('answers 404 for attributes that are gone, or of another contact', async () => {
    const [record, other] = [await makeRecord(), await makeRecord()];
    const [theirs] = await added(other, tag('Buyer'));
    const [gone] = await added(record, { attribute_type: 'first_name', text: 'Dana' });
    await added(record, { attribute_type: 'first_name', text: 'Robin' });
    for (const id of [theirs?.id, gone?.id, randomUUID()]) {
      const { status, body } = await change(record, id, { index: 1 });
      expect([status, body.message]).toEqual([404, `ContactAttribute ${id} not found`]);
    }
    expect((await change(record, 'gibberish', { index: 1 })).status).toBe(400);
  });

  itIsTheTenantsAlone((_, path, bearer) => portico.api.put(path, { bearer, body: { index: 1 } }));
});

describe('DELETE /contacts/:id/attributes/:attribute', () => {
  it('retires the attribute; of e-mails that remain the oldest becomes primary', async () => {
    const record = await makeRecord();
    const [a] = await added(
      record,
      email('a@example.com'),
      tag('Buyer'),
      email('b@example.com'),
      email('c@example.com'),
    );
    const removed = await portico.api.delete(`${record.path}/${a?.id}`, { bearer: record.key });
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await liveOf(record.contact)).map(({ text }) => text)).toEqual([
      'Buyer',
      'b@example.com',
      'c@example.com',
    ]);
    expect(await primariesOf(record.contact)).toEqual(['b@example.com']);
    const row = await portico.em().findOneOrFail(ContactAttribute, { id: a?.id as string });
    expect([row.deletedAt, row.updatedBy?.id]).toEqual([expect.any(Number), record.owner.id]);
    expect((await portico.api.delete(`${record.path}/${a?.id}`, { bearer: record.key })).status).toBe(404);
    const [back] = await added(record, email('a@example.com'));
    expect([back?.id === a?.id, back?.is_primary]).toEqual([false, false]);
  });

  itIsTheTenantsAlone((_, path, bearer) => portico.api.delete(path, { bearer }));
});

describe('DELETE /portals/:id/contacts/:contact/attributes/:attribute', () => {
  it("retires an attribute of a contact of the portal's own brand", async () => {
    const record = await makeRecord();
    const { portal, token } = await makePortal(portico.em(), { brand: record.brand });
    const [live] = await added(record, tag('Buyer'));
    const path = `/portals/${portal.id}/contacts/${record.contact.id}/attributes/${live?.id}`;
    expect((await portico.api.delete(path)).status).toBe(401);
    expect((await portico.api.delete(path, { bearer: record.key })).status).toBe(401);
    const child = await makeBrand(portico.em(), { parent: record.brand });
    const below = await makeContact(portico.em(), { brand: child });
    const [theirs] = await added({ ...record, path: `/contacts/${below.id}/attributes` }, tag('Buyer'));
    const foreign = await portico.api.delete(
      `/portals/${portal.id}/contacts/${below.id}/attributes/${theirs?.id}`,
      { portalToken: token },
    );
    expect([foreign.status, foreign.body.message]).toEqual([404, `Contact ${below.id} not found`]);
    expect((await portico.api.delete(path, { portalToken: token })).status).toBe(204);
    expect((await portico.api.delete(path, { portalToken: token })).status).toBe(404);
    const row = await portico.em().findOneOrFail(ContactAttribute, { id: live?.id as string });
    expect([row.deletedAt, row.updatedBy]).toEqual([expect.any(Number), null]);
  });
});
