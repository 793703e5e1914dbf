import { randomUUID } from 'node:crypto';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { CONTACT_EXAMPLE, CONTACT_INPUT } from '../../src/modules/contacts/contact.examples.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makeKey,
  makeTenant,
  makeUser,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const tag = (text: string) => ({ attribute_type: 'tag', text });

const contactsOf = (brand: { id: string }) => portico.em().count(Contact, { brand: brand.id });

describe('POST /contacts', () => {
  it('creates a contact of the acting brand, summed up from its attributes', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const created = await portico.api.post('/contacts', { bearer: key, body: { contacts: [CONTACT_INPUT] } });
    expect(created.status).toBe(200);
    expect(created.body).toEqual({
      code: 'OK',
      data: [
        {
          ...CONTACT_EXAMPLE,
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          created_at: expect.any(Number),
          updated_at: expect.any(Number),
          created_by: owner.id,
          updated_by: owner.id,
        },
      ],
      info: { count: 1, total: 0 },
    });
    const [contact] = created.body.data;
    expect(Object.keys(contact)).toEqual(Object.keys(CONTACT_EXAMPLE));
    expect(Math.abs(contact.created_at - Date.now() / 1000)).toBeLessThan(60);
    expect(await contactsOf(brand)).toBe(1);
    const found = await portico.api.get(`/contacts/${contact.id}`, { bearer: key });
    expect(found.body).toEqual({ code: 'OK', data: contact });
  });

  it('answers with attributes and brand when asked, as a look-up does', async () => {
    const { brand, owner, key } = await makeTenant(portico.em());
    const asked = 'associations=contact.attributes,contact.brand';
    const created = await portico.api.post(`/contacts?${asked}`, {
      bearer: key,
      body: {
        contacts: [
          {
            attributes: [
              { attribute_type: 'postal_address', address: { city: 'Dallas' }, label: 'Home', index: 2 },
              { attribute_type: 'birthday', date: 86_400 },
              { attribute_type: 'email', text: 'A@example.com' },
              { attribute_type: 'email', text: 'b@example.com', is_partner: true },
            ],
          },
          { attributes: [tag('Second')] },
        ],
      },
    });
    expect(created.status).toBe(200);
    const [contact, second] = created.body.data;
    expect(second.tags).toEqual(['Second']);
    expect(contact.brand).toMatchObject({ id: brand.id, type: 'brand', parent: null });
    const fixed = {
      id: expect.any(String),
      contact: contact.id,
      created_at: contact.created_at,
      updated_at: contact.created_at,
      deleted_at: null,
      label: null,
      is_primary: false,
      is_partner: false,
      index: null,
      created_by: owner.id,
      updated_by: owner.id,
      text: null,
      date: null,
      address: null,
      type: 'contact_attribute',
    };
    expect(contact.attributes).toEqual([
      { ...fixed, attribute_type: 'postal_address', address: { city: 'Dallas' }, label: 'Home', index: 2 },
      { ...fixed, attribute_type: 'birthday', date: 86_400 },
      { ...fixed, attribute_type: 'email', text: 'a@example.com', is_primary: true },
      { ...fixed, attribute_type: 'email', text: 'b@example.com', is_partner: true },
    ]);
    const found = await portico.api.get(`/contacts/${contact.id}?${asked}`, { bearer: key });
    expect(found.body.data).toEqual(contact);
  });

  it('creates 500 at once, in the order sent', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contacts = Array.from({ length: 500 }, (_, at) => ({
      attributes: [
        { attribute_type: 'first_name', text: `Dana ${at}` },
        { attribute_type: 'email', text: `dana${at}@example.com` },
      ],
    }));
    const created = await portico.api.post('/contacts', { bearer: key, body: { contacts } });
    expect(created.body.info).toEqual({ count: 500, total: 0 });
    expect(created.body.data.map(({ email }: { email: string }) => email)).toEqual(
      contacts.map((_, at) => `dana${at}@example.com`),
    );
    expect(await contactsOf(brand)).toBe(500);
  });

  it('acts in the brand of X-RECHAT-BRAND', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const created = await portico.api.post('/contacts', {
      bearer: key,
      headers: { 'x-rechat-brand': child.id },
      body: { contacts: [{ attributes: [tag('Buyer')] }] },
    });
    expect(created.status).toBe(200);
    expect([await contactsOf(brand), await contactsOf(child)]).toEqual([0, 1]);
  });

  it.each<[string, unknown, string]>([
    ['an empty list', { attributes: [] }, 'must have at least 1 entry'],
    ['null', { attributes: null }, 'must be an array'],
    ['no list', {}, 'is required'],
  ])('answers 400 to a contact with %s of attributes, by its number', async (_, contact, message) => {
    const { brand, key } = await makeTenant(portico.em());
    const refused = await portico.api.post('/contacts', { bearer: key, body: { contacts: [contact] } });
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      code: 'Validation',
      message: 'Contact #0 has no attributes',
      http: 400,
      details: [{ path: 'contacts[0].attributes', message }],
    });
    expect(await contactsOf(brand)).toBe(0);
  });

  it('creates none where any is refused, and names every fault', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contacts = [
      { attributes: [tag('good')] },
      { attributes: [tag('good'), { attribute_type: 'email', text: 'bad' }] },
      { attributes: [tag('good')], colour: 'red' },
      'no object',
      { attributes: [{ attribute_type: 'tag', text: 5 }] },
    ];
    const refused = await portico.api.post('/contacts', { bearer: key, body: { contacts } });
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(/^Contact #1 attributes\[1\]\.text .*; Contact #2 colour /);
    expect(refused.body.details.map(({ path }: { path: string }) => path)).toEqual([
      'contacts[1].attributes[1].text',
      'contacts[2].colour',
      'contacts[3]',
      'contacts[4].attributes[0].text',
    ]);
    expect(await contactsOf(brand)).toBe(0);
  });

  it('leaves out with relax=true what is refused, and reports it', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contacts = [
      {},
      { attributes: [tag('first')] },
      { attributes: [{ attribute_type: 'email', text: 'bad' }] },
      { attributes: [tag('second')] },
    ];
    const created = await portico.api.post('/contacts?relax=true', { bearer: key, body: { contacts } });
    expect(created.status).toBe(200);
    expect(created.body.data.map(({ tags }: { tags: string[] }) => tags)).toEqual([['first'], ['second']]);
    expect(created.body.info).toEqual({
      count: 2,
      total: 0,
      errors: [
        {
          index: 0,
          message: 'Contact #0 has no attributes',
          details: [{ path: 'contacts[0].attributes', message: 'is required' }],
        },
        {
          index: 2,
          message: 'Contact #2 attributes[0].text must be an e-mail address',
          details: [{ path: 'contacts[2].attributes[0].text', message: 'must be an e-mail address' }],
        },
      ],
    });
    expect(await contactsOf(brand)).toBe(2);
  });

  it('reports with relax=true also that nothing or everything was refused', async () => {
    const { key } = await makeTenant(portico.em());
    const send = (...contacts: unknown[]) =>
      portico.api.post('/contacts?relax=true', { bearer: key, body: { contacts } });
    expect((await send({ attributes: [tag('good')] })).body.info).toEqual({ count: 1, total: 0, errors: [] });
    const none = await send(null);
    expect([none.status, none.body.data, none.body.info.errors[0].message]).toEqual([
      200,
      [],
      'Contact #0 must be an object',
    ]);
  });

  it('answers 400 to a body without 1 to 500 contacts, also with relax=true', async () => {
    const { key } = await makeTenant(portico.em());
    const tooMany = Array.from({ length: 501 }, () => ({ attributes: [tag('x')] }));
    for (const contacts of [undefined, null, [], {}, 'x', tooMany]) {
      const refused = await portico.api.post('/contacts?relax=true', { bearer: key, body: { contacts } });
      expect([refused.status, refused.body.details?.[0].path]).toEqual([400, 'contacts']);
    }
    const unclear = await portico.api.post('/contacts?relax=perhaps', {
      bearer: key,
      body: { contacts: [{ attributes: [tag('x')] }] },
    });
    expect([unclear.status, unclear.body.details[0].path]).toEqual([400, 'relax']);
  });

  it('answers 401 without a key and 403 without a role in the brand', async () => {
    const { brand } = await makeTenant(portico.em());
    const body = { contacts: [{ attributes: [tag('x')] }] };
    expect((await portico.api.post('/contacts', { body })).status).toBe(401);
    const key = await makeKey(portico.em(), { brand, user: await makeUser(portico.em()) });
    expect((await portico.api.post('/contacts', { bearer: key, body })).status).toBe(403);
    expect(await contactsOf(brand)).toBe(0);
  });
});

describe('GET /contacts/:id', () => {
  it('sums up the live attributes, and leaves out what was not asked for', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contact = await makeContact(portico.em(), { brand });
    const known = (attributeType: string, text: string, more = {}) =>
      makeAttribute(portico.em(), { contact, attributeType, text, ...more });
    await known('first_name', 'Gone', { deletedAt: 1778872279 });
    await known('company', 'Acme');
    await known('email', 'a@example.com');
    await known('email', 'b@example.com', { isPrimary: true });

    const found = await portico.api.get(`/contacts/${contact.id}`, { bearer: key });
    expect(found.body.data).toEqual({
      id: contact.id,
      type: 'contact',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      deleted_at: null,
      created_by: null,
      updated_by: null,
      display_name: 'Acme',
      first_name: null,
      middle_name: null,
      last_name: null,
      company: 'Acme',
      email: 'b@example.com',
      emails: ['b@example.com', 'a@example.com'],
      phone_number: null,
      phone_numbers: null,
      birthday: null,
      tags: null,
      profile_image_url: null,
      last_touch: null,
    });
    const withAll = await portico.api.get(
      `/contacts/${contact.id}?associations[]=contact.attributes&associations[]=contact.brand`,
      { bearer: key },
    );
    expect(withAll.body.data.attributes.map(({ text }: { text: string }) => text)).toEqual([
      'Acme',
      'a@example.com',
      'b@example.com',
    ]);
    expect(Object.keys(withAll.body.data).slice(4, 8)).toEqual([
      'deleted_at',
      'brand',
      'created_by',
      'updated_by',
    ]);
  });

  it('finds contacts of brands below the acting one, with the whole line above them', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const grandchild = await makeBrand(portico.em(), { parent: child });
    const contact = await makeContact(portico.em(), { brand: grandchild });
    const found = await portico.api.get(`/contacts/${contact.id}?associations=contact.brand`, {
      bearer: key,
    });
    expect(found.status).toBe(200);
    expect(found.body.data.brand).toMatchObject({
      id: grandchild.id,
      parent: { id: child.id, parent: { id: brand.id, parent: null } },
    });
  });

  it('answers 404 to one that is unknown, deleted, of another tenant, or of a brand above or beside', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const sibling = await makeBrand(portico.em(), { parent: brand });
    const stranger = await makeTenant(portico.em());
    const ids = [
      randomUUID(),
      (await makeContact(portico.em(), { brand: child, deletedAt: 1778872279 })).id,
      (await makeContact(portico.em(), { brand: stranger.brand })).id,
      (await makeContact(portico.em(), { brand })).id,
      (await makeContact(portico.em(), { brand: sibling })).id,
    ];
    for (const id of ids) {
      const refused = await portico.api.get(`/contacts/${id}`, {
        bearer: key,
        headers: { 'x-rechat-brand': child.id },
      });
      expect(refused.body).toEqual({
        code: 'ResourceNotFound',
        message: `Contact ${id} not found`,
        http: 404,
      });
    }
  });

  it('answers 400 to an id that is no uuid, and 401 without a key', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const contact = await makeContact(portico.em(), { brand });
    expect((await portico.api.get('/contacts/dana', { bearer: key })).status).toBe(400);
    expect((await portico.api.get(`/contacts/${contact.id}`)).status).toBe(401);
  });
});
