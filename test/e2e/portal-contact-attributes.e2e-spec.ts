import { randomUUID } from 'node:crypto';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import {
  ADDED_ATTRIBUTES_EXAMPLE,
  ADDED_ATTRIBUTES_INPUT,
} from '../../src/modules/contacts/contact.examples.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { sha256 } from '../../src/secrets/secrets.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makePortal,
  makeTenant,
  type Tenant,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

interface Site extends Tenant {
  readonly contact: Contact;
  readonly path: string;
  readonly token: string;
  add(...attributes: unknown[]): ReturnType<Portico['api']['post']>;
}

/** A tenant with a portal and a contact of whom nothing is known. */
async function makeSite(): Promise<Site> {
  const tenant = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand: tenant.brand });
  const contact = await makeContact(portico.em(), { brand: tenant.brand });
  const path = `/portals/${portal.id}/contacts/${contact.id}/attributes`;
  const add = (...attributes: unknown[]) =>
    portico.api.post(path, { portalToken: token, body: { attributes } });
  return { ...tenant, contact, path, token, add };
}

const attributesOf = (contact: Contact) =>
  portico.em().find(ContactAttribute, { contact: contact.id }, { orderBy: { id: 'asc' } });
const liveOf = async (contact: Contact) =>
  (await attributesOf(contact)).filter(({ deletedAt }) => deletedAt == null);

describe('POST /portals/:id/contacts/:contact/attributes', () => {
  it("answers as the reference's sample does, for a contact that has a primary phone number", async () => {
    const { contact, path, token } = await makeSite();
    await makeAttribute(portico.em(), {
      contact,
      attributeType: 'phone_number',
      text: '+12025550143',
      isPrimary: true,
    });

    const added = await portico.api.post(path, {
      portalToken: token,
      body: { attributes: ADDED_ATTRIBUTES_INPUT },
    });

    expect(added.status).toBe(200);
    expect(added.body).toEqual({
      code: 'OK',
      data: ADDED_ATTRIBUTES_EXAMPLE.map((attribute) => ({
        ...attribute,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        contact: contact.id,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
      })),
      info: { count: 2, total: 0 },
    });
    for (const [index, attribute] of added.body.data.entries()) {
      expect(Object.keys(attribute)).toEqual(Object.keys(ADDED_ATTRIBUTES_EXAMPLE[index] as object));
      expect(attribute.updated_at).toBe(attribute.created_at);
      expect(Math.abs(attribute.created_at - Date.now() / 1000)).toBeLessThan(60);
    }
  });

  it("moves the contact's updated_at, and nobody's attributes but that contact's", async () => {
    const { brand, key, contact, add } = await makeSite();
    const other = await makeContact(portico.em(), { brand });
    await makeAttribute(portico.em(), { contact: other, attributeType: 'first_name', text: 'Robin' });
    const read = async (id: string) => (await portico.api.get(`/contacts/${id}`, { bearer: key })).body.data;
    const [before, otherBefore] = [await read(contact.id), await read(other.id)];

    await add({ attribute_type: 'first_name', text: 'Dana' });

    const after = await read(contact.id);
    expect(after.updated_at).toBeGreaterThan(before.updated_at);
    expect(after.first_name).toBe('Dana');
    expect(await read(other.id)).toEqual(otherBefore);
  });

  it('answers in the order sent, with each value in the field of its type', async () => {
    const { add } = await makeSite();
    const address = { line1: '2200 Main Street', city: 'Dallas', unit: null };
    const added = await add(
      {
        attribute_type: 'website',
        text: 'https://example.com',
        label: ' Blog ',
        index: -3,
        is_partner: true,
      },
      { attribute_type: 'birthday', date: -86_400.25 },
      { attribute_type: 'postal_address', address, label: 'Home', is_primary: true, date: null },
      { attribute_type: 'email', text: ' Dana@Example.COM ' },
      { attribute_type: 'phone_number', text: '+1 (555) 555-0123', index: null },
      ...Array.from({ length: 95 }, (_, at) => ({ attribute_type: 'tag', text: `tag ${at}` })),
    );
    const stated = added.body.data.map((attribute: Record<string, unknown>) => ({
      ...attribute,
      ...Object.fromEntries(
        ['id', 'contact', 'created_at', 'updated_at', 'deleted_at'].map((key) => [key, 0]),
      ),
    }));
    const plain = { label: null, index: null, is_primary: false, is_partner: false };
    const empty = { text: null, date: null, address: null };
    expect(stated.slice(0, 6)).toEqual(
      [
        {
          attribute_type: 'website',
          text: 'https://example.com',
          label: 'Blog',
          index: -3,
          is_partner: true,
        },
        { attribute_type: 'birthday', date: -86_400.25 },
        { attribute_type: 'postal_address', address, label: 'Home', is_primary: true },
        { attribute_type: 'email', text: 'dana@example.com', is_primary: true },
        { attribute_type: 'phone_number', text: '+15555550123', is_primary: true },
        { attribute_type: 'tag', text: 'tag 0' },
      ].map((attribute) => ({
        ...{
          id: 0,
          contact: 0,
          created_at: 0,
          updated_at: 0,
          deleted_at: 0,
          created_by: null,
          updated_by: null,
        },
        ...plain,
        ...empty,
        ...attribute,
        type: 'contact_attribute',
      })),
    );
    expect(stated.slice(5).map(({ text }: { text: string }) => text)).toEqual(
      Array.from({ length: 95 }, (_, at) => `tag ${at}`),
    );
  });

  it('replaces what a contact has one of, and adds to the rest', async () => {
    const { contact, owner, add } = await makeSite();
    const former = await makeAttribute(portico.em(), {
      contact,
      createdBy: owner,
      updatedBy: owner,
      attributeType: 'first_name',
      text: 'Dena',
      isSingular: true,
    });
    await add({ attribute_type: 'note', text: 'one' }, { attribute_type: 'first_name', text: 'Dana' });
    await add({ attribute_type: 'note', text: 'one' }, { attribute_type: 'birthday', date: 0 });

    const all = await attributesOf(contact);
    const live = all.filter(({ deletedAt }) => deletedAt == null);
    expect(live.map(({ attributeType, text, date }) => [attributeType, text, date])).toEqual([
      ['note', 'one', null],
      ['first_name', 'Dana', null],
      ['birthday', null, 0],
    ]);
    const retired = all.filter(({ deletedAt }) => deletedAt != null);
    expect(retired.map(({ id, createdBy, updatedBy }) => [id, createdBy?.id, updatedBy?.id])).toEqual([
      [former.id, owner.id, undefined],
    ]);
    expect(retired[0]?.deletedAt).toBe(live[1]?.createdAt);
  });

  it('keeps the first e-mail and phone number primary until another one is said to be', async () => {
    const { contact, add } = await makeSite();
    const email = (text: string, is_primary?: boolean) => ({ attribute_type: 'email', text, is_primary });
    const primaries = async () =>
      (await liveOf(contact)).filter(({ isPrimary }) => isPrimary).map(({ text }) => text);

    await add(email('a@example.com'), email('b@example.com'), { attribute_type: 'tag', text: 'Buyer' });
    expect(await primaries()).toEqual(['a@example.com']);
    await add(email('c@example.com'), { attribute_type: 'phone_number', text: '+15555550123' });
    expect(await primaries()).toEqual(['a@example.com', '+15555550123']);
    const promoted = await add(email('d@example.com'), email('e@example.com', true));
    expect(promoted.body.data.map((item: { is_primary: boolean }) => item.is_primary)).toEqual([false, true]);
    expect(await primaries()).toEqual(['+15555550123', 'e@example.com']);
    expect(await liveOf(contact)).toHaveLength(7);
  });

  it('replaces one that is both the only and the primary one of its type', async () => {
    const { contact, add } = await makeSite();
    await add({ attribute_type: 'company', text: 'Acme', is_primary: true });
    await add({ attribute_type: 'company', text: 'Apex', is_primary: true });
    await add({ attribute_type: 'company', text: 'Axis' });
    const all = await attributesOf(contact);
    expect(all.map(({ text, isPrimary, deletedAt }) => [text, isPrimary, deletedAt == null])).toEqual([
      ['Acme', true, false],
      ['Apex', true, false],
      ['Axis', false, true],
    ]);
  });

  it('ignores what the server decides, so that an answer can be sent back', async () => {
    const { contact, add } = await makeSite();
    const [sent] = (await add({ attribute_type: 'tag', text: 'Buyer' })).body.data;
    const again = await add({ ...sent, brand: randomUUID(), created_by: 5, deleted_at: 'now', contact: 'x' });
    expect(again.status).toBe(200);
    expect(again.body.data).toEqual([sent]);
    const other = await add({ ...sent, text: 'Seller', created_by: 5 });
    expect(other.body.data).toEqual([
      {
        ...sent,
        text: 'Seller',
        id: expect.any(String),
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
      },
    ]);
    expect(other.body.data[0].id).not.toBe(sent.id);
    expect(await liveOf(contact)).toHaveLength(2);
  });

  it.each<[string, object, object]>([
    ['a tag', { attribute_type: 'tag', text: 'Buyer' }, { attribute_type: 'tag', text: ' Buyer ', index: 3 }],
    [
      'a day',
      { attribute_type: 'child_birthday', date: 0.1 },
      { attribute_type: 'child_birthday', date: 0.1 },
    ],
    [
      'an address',
      { attribute_type: 'postal_address', address: { city: 'Dallas', unit: '1', name: null } },
      { attribute_type: 'postal_address', address: { unit: '1', city: 'Dallas' } },
    ],
    [
      'an e-mail address',
      { attribute_type: 'email', text: 'a@example.com' },
      { attribute_type: 'email', text: 'A@Example.com', label: 'Work' },
    ],
    [
      'a phone number of the default country',
      { attribute_type: 'phone_number', text: '+12025550143' },
      { attribute_type: 'phone_number', text: '(202) 555-0143' },
    ],
    [
      'a first name',
      { attribute_type: 'first_name', text: 'Al' },
      { attribute_type: 'first_name', text: 'Al' },
    ],
  ])('has %s once, however often it is added', async (_, value, again) => {
    const { contact, add, key } = await makeSite();
    const updatedAt = async () =>
      (await portico.api.get(`/contacts/${contact.id}`, { bearer: key })).body.data.updated_at;
    const isSingular = (value as { attribute_type: string }).attribute_type === 'first_name';
    const first = await add(value, { attribute_type: 'note', text: 'x' }, ...(isSingular ? [] : [again]));
    const [live] = first.body.data;
    if (!isSingular) expect(first.body.data[2]).toEqual(live);
    const moved = await updatedAt();
    const second = await add({ attribute_type: 'note', text: 'x' }, again);
    expect(second.body.data).toEqual([first.body.data[1], live]);
    expect(await attributesOf(contact)).toHaveLength(2);
    expect(await updatedAt()).toBe(moved);
  });

  it('makes a known one primary if that is asked for', async () => {
    const { contact, add } = await makeSite();
    const email = (text: string, is_primary?: boolean) => ({ attribute_type: 'email', text, is_primary });
    const [a, b] = (await add(email('a@example.com'), email('b@example.com'))).body.data;
    const again = await add(email('c@example.com'), email('b@example.com'), email('b@example.com', true));
    expect(
      again.body.data.map((one: { id: string; is_primary: boolean }) => [one.id, one.is_primary]),
    ).toEqual([
      [expect.any(String), false],
      [b.id, true],
      [b.id, true],
    ]);
    const live = await liveOf(contact);
    expect(live.map(({ id, isPrimary }) => [id, isPrimary])).toEqual([
      [a.id, false],
      [b.id, true],
      [again.body.data[0].id, false],
    ]);
  });

  it.each<[string, unknown[], string]>([
    ['no type', [{ text: 'Buyer' }], 'attributes[0].attribute_type'],
    ['an unknown type', [{ attribute_type: 'shoe_size', text: '9' }], 'attributes[0].attribute_type'],
    ['a name every object has', [{ attribute_type: 'toString', text: '9' }], 'attributes[0].attribute_type'],
    ['no value', [{ attribute_type: 'tag' }], 'attributes[0].text'],
    ['a null value', [{ attribute_type: 'tag', text: null }], 'attributes[0].text'],
    ['a number for a text', [{ attribute_type: 'tag', text: 5 }], 'attributes[0].text'],
    ['a text for a date', [{ attribute_type: 'birthday', date: '1990-01-01' }], 'attributes[0].date'],
    ['milliseconds for a date', [{ attribute_type: 'birthday', date: 1778872279349 }], 'attributes[0].date'],
    ['a date before year 1', [{ attribute_type: 'birthday', date: -1e12 }], 'attributes[0].date'],
    ['a text for an address', [{ attribute_type: 'postal_address', address: 'x' }], 'attributes[0].address'],
    ['a list for an address', [{ attribute_type: 'postal_address', address: [] }], 'attributes[0].address'],
    [
      'an unknown part of an address',
      [{ attribute_type: 'postal_address', address: { planet: 'Earth' } }],
      'attributes[0].address.planet',
    ],
    [
      'a number in an address',
      [{ attribute_type: 'postal_address', address: { house_num: 5 } }],
      'attributes[0].address.house_num',
    ],
    ['a value in the wrong field', [{ attribute_type: 'tag', text: 'x', date: 5 }], 'attributes[0].date'],
    ['a label on a tag', [{ attribute_type: 'tag', text: 'x', label: 'Work' }], 'attributes[0].label'],
    ['an unknown field', [{ attribute_type: 'tag', text: 'x', colour: 'red' }], 'attributes[0].colour'],
    ['no e-mail address', [{ attribute_type: 'email', text: 'dana' }], 'attributes[0].text'],
    ['no phone number', [{ attribute_type: 'phone_number', text: '555' }], 'attributes[0].text'],
    ['a fraction for an index', [{ attribute_type: 'tag', text: 'x', index: 1.5 }], 'attributes[0].index'],
    ['an index past int', [{ attribute_type: 'tag', text: 'x', index: 2 ** 31 }], 'attributes[0].index'],
    [
      'a text for a flag',
      [{ attribute_type: 'tag', text: 'x', is_primary: 'no' }],
      'attributes[0].is_primary',
    ],
    ['a text past its limit', [{ attribute_type: 'note', text: 'x'.repeat(10_001) }], 'attributes[0].text'],
    ['a NUL', [{ attribute_type: 'note', text: 'a\0b' }], 'attributes[0].text'],
    ['no object', ['Buyer'], 'attributes[0]'],
    ['a list for an object', [[]], 'attributes[0]'],
    ['null for an object', [null], 'attributes[0]'],
    ['no attributes', [], 'attributes'],
    [
      'more than 100 attributes',
      Array.from({ length: 101 }, () => ({ attribute_type: 'tag', text: 'x' })),
      'attributes',
    ],
    [
      'two first names',
      ['Dana', 'Dina'].map((text) => ({ attribute_type: 'first_name', text })),
      'attributes[1].attribute_type',
    ],
    [
      'two primary e-mails',
      ['a', 'b'].map((name) => ({ attribute_type: 'email', text: `${name}@example.com`, is_primary: true })),
      'attributes[1].is_primary',
    ],
  ])('answers 400 to %s, and says where', async (_, attributes, path) => {
    const { contact, add } = await makeSite();
    const refused = await add(...attributes);
    expect([refused.status, refused.body.code]).toEqual([400, 'Validation']);
    expect(refused.body.details[0].path).toBe(path);
    expect(await attributesOf(contact)).toEqual([]);
  });

  it('lists the known types to who names an unknown one', async () => {
    const { add } = await makeSite();
    const refused = await add({ attribute_type: 'shoe_size', text: '9' });
    expect(refused.body.message).toMatch(/tag, first_name, .* important_date, postal_address/);
  });

  it('adds nothing where one of many is refused', async () => {
    const { contact, add } = await makeSite();
    const refused = await add(
      { attribute_type: 'tag', text: 'Buyer' },
      { attribute_type: 'email', text: 'dana' },
      { attribute_type: 'phone_number', text: 'dana' },
    );
    expect(refused.status).toBe(400);
    expect(refused.body.details.map(({ path }: { path: string }) => path)).toEqual([
      'attributes[1].text',
      'attributes[2].text',
    ]);
    expect(await attributesOf(contact)).toEqual([]);
  });

  it('refuses a body that is not {attributes: [...]}', async () => {
    const { path, token } = await makeSite();
    for (const body of [{}, [], null, { attributes: {} }, { attributes: 'x' }, { attributes: null }]) {
      const refused = await portico.api.post(path, { portalToken: token, body });
      expect([body, refused.status]).toEqual([body, 400]);
    }
  });

  it("answers 404 to a contact that is unknown, deleted or another brand's, a child's included", async () => {
    const { brand, path, token, contact } = await makeSite();
    const child = await makeBrand(portico.em(), { parent: brand });
    const stranger = await makeTenant(portico.em());
    const deleted = await makeContact(portico.em(), { brand, deletedAt: 1778872279 });
    const ids = [
      randomUUID(),
      deleted.id,
      (await makeContact(portico.em(), { brand: child })).id,
      (await makeContact(portico.em(), { brand: stranger.brand })).id,
    ];
    for (const id of ids) {
      const refused = await portico.api.post(path.replace(contact.id, id), {
        portalToken: token,
        body: { attributes: [{ attribute_type: 'tag', text: 'Buyer' }] },
      });
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Contact ${id} not found`,
        http: 404,
      });
    }
    expect(await portico.em().count(ContactAttribute, { contact: { $in: ids } })).toBe(0);
  });

  it('answers 400 to a contact id that is no uuid', async () => {
    const { path, token, contact } = await makeSite();
    const refused = await portico.api.post(path.replace(contact.id, 'dana'), {
      portalToken: token,
      body: { attributes: [{ attribute_type: 'tag', text: 'Buyer' }] },
    });
    expect([refused.status, refused.body.details[0].path]).toEqual([400, 'contact']);
  });

  it("answers 401 without the portal's token; a bearer is not enough", async () => {
    const { path, key } = await makeSite();
    const { token } = await makeSite();
    for (const credentials of [{}, { bearer: key }, { portalToken: token }, { portalToken: randomUUID() }]) {
      const refused = await portico.api.post(path, {
        ...credentials,
        body: { attributes: [{ attribute_type: 'tag', text: 'Buyer' }] },
      });
      expect([refused.status, refused.body.code]).toEqual([401, 'Unauthorized']);
    }
  });

  it('answers 401 to a token that was replaced, also before word of that has come', async () => {
    const { contact, path, add } = await makeSite();
    expect((await add({ attribute_type: 'tag', text: 'Buyer' })).status).toBe(200);
    const database = portico.em().getConnection();
    await database.execute('alter table portals disable trigger portals_changed');
    await portico
      .em()
      .nativeUpdate(Portal, { id: path.split('/')[2] as string }, { tokenHash: sha256(randomUUID()) });
    await database.execute('alter table portals enable trigger portals_changed');

    expect((await add({ attribute_type: 'tag', text: 'Seller' })).status).toBe(401);
    expect((await liveOf(contact)).map(({ text }) => text)).toEqual(['Buyer']);
  });
});
