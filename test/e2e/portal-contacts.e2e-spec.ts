import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { CONTACT_EXAMPLE } from '../../src/modules/contacts/contact.examples.js';
import { makeAttribute, makeBrand, makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

async function makeSite() {
  const tenant = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand: tenant.brand });
  const path = `/portals/${portal.id}/contacts`;
  const visit = (...attributes: unknown[]) =>
    portico.api.post(path, { portalToken: token, body: { attributes } });
  return { ...tenant, portal, token, path, visit };
}

const email = (text: string) => ({ attribute_type: 'email', text });
const phone = (text: string) => ({ attribute_type: 'phone_number', text });
const named = (text: string) => ({ attribute_type: 'first_name', text });

describe('POST /portals/:id/contacts', () => {
  it('makes the contact, then finds it', async () => {
    const { brand, visit } = await makeSite();
    const made = await visit(named('Dana'), email(' Dana@Example.com'), phone('202 555 0143'));
    expect(made.status).toBe(200);
    const stated = { created_by: null, updated_by: null, deleted_at: null, label: null, index: null };
    const attribute = (attribute_type: string, text: string, is_primary = false) => ({
      ...stated,
      id: expect.any(String),
      contact: made.body.data.id,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      is_primary,
      is_partner: false,
      attribute_type,
      text,
      date: null,
      address: null,
      type: 'contact_attribute',
    });
    expect(made.body).toEqual({
      code: 'OK',
      data: {
        ...CONTACT_EXAMPLE,
        id: expect.any(String),
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        created_by: null,
        updated_by: null,
        display_name: 'Dana',
        last_name: null,
        tags: null,
        attributes: [
          attribute('first_name', 'Dana'),
          attribute('email', 'dana@example.com', true),
          attribute('phone_number', '+12025550143', true),
        ],
      },
      info: { created: true },
    });
    const found = await visit(email('DANA@example.com'), phone('+12025550143'));
    expect(found.body).toEqual({ ...made.body, info: { created: false } });
    expect(await portico.em().count(Contact, { brand: brand.id })).toBe(1);
  });

  it('adds what is new; of what a contact has one of, the new one replaces the known one', async () => {
    const { visit } = await makeSite();
    const made = await visit(named('Dena'), email('a@example.com'));
    const found = await visit(named('Dana'), email('b@example.com'), email('a@example.com'), {
      attribute_type: 'tag',
      text: 'Buyer',
    });
    expect(found.body.info).toEqual({ created: false });
    expect(found.body.data).toMatchObject({
      id: made.body.data.id,
      first_name: 'Dana',
      email: 'a@example.com',
      emails: ['a@example.com', 'b@example.com'],
      tags: ['Buyer'],
    });
    expect(found.body.data.attributes).toHaveLength(4);
  });

  it('finds by any e-mail address before any phone number, and the oldest of several', async () => {
    const { visit, brand } = await makeSite();
    const ids: string[] = [];
    for (const [at, known] of [
      phone('+12025550101'),
      email('b@example.com'),
      email('c@example.com'),
    ].entries()) {
      const contact = await makeContact(portico.em(), { brand });
      await portico
        .em()
        .execute('update contacts set created_at = to_timestamp(?) where id = ?', [1_000 - at, contact.id]);
      await makeAttribute(portico.em(), {
        contact,
        attributeType: known.attribute_type,
        text: known.text,
        isPrimary: true,
      });
      ids.push(contact.id);
    }
    const foundBy = async (...known: object[]) => (await visit(...known)).body.data.id;
    expect(await foundBy(phone('+12025550101'))).toBe(ids[0]);
    expect(await foundBy(phone('+12025550101'), email('b@example.com'))).toBe(ids[1]);
    expect(await foundBy(email('b@example.com'), email('c@example.com'))).toBe(ids[2]);
    // by now it has the number as well
    expect(await foundBy(phone('+12025550101'))).toBe(ids[1]);
  });

  it('finds no contact that is deleted, lost the address, or is of another brand', async () => {
    const { visit, brand, token, portal, key } = await makeSite();
    const child = await makeBrand(portico.em(), { parent: brand });
    for (const [of, deletedAt] of [
      [brand, 1],
      [child, undefined],
    ] as const) {
      const contact = await makeContact(portico.em(), { brand: of, deletedAt });
      await makeAttribute(portico.em(), {
        contact,
        attributeType: 'email',
        text: 'dana@example.com',
        isPrimary: true,
      });
    }
    const made = await visit(email('dana@example.com'));
    expect(made.body.info).toEqual({ created: true });
    const [{ id }] = made.body.data.attributes;
    const attribute = `/portals/${portal.id}/contacts/${made.body.data.id}/attributes/${id}`;
    expect((await portico.api.delete(attribute, { portalToken: token })).status).toBe(204);
    expect((await visit(email('dana@example.com'))).body.info).toEqual({ created: true });
    const read = await portico.api.get(`/contacts/${made.body.data.id}`, { bearer: key });
    expect(read.body.data.email).toBeNull();
  });

  it('takes no more than there is room for, and then changes nothing', async () => {
    const { visit, brand } = await makeSite();
    const { body } = await visit(email('dana@example.com'));
    await portico.em().execute('update contacts set attribute_count = 999 where id = ?', [body.data.id]);
    const full = await visit(email('dana@example.com'), phone('+12025550101'), {
      attribute_type: 'tag',
      text: 'x',
    });
    expect(full.status).toBe(409);
    expect(await portico.em().count(Contact, { brand: brand.id })).toBe(1);
    expect((await visit(phone('+12025550101'))).body.info).toEqual({ created: true });
  });

  it('needs an e-mail address or a phone number, and tells all that is wrong', async () => {
    const { visit, brand } = await makeSite();
    const details = async (...attributes: unknown[]) => {
      const { status, body } = await visit(...attributes);
      expect(status).toBe(400);
      return body.details;
    };
    expect(await details(named('Dana'), { attribute_type: 'website', text: 'x' })).toEqual([
      { path: 'attributes[1].text', message: expect.any(String) },
      { path: 'attributes', message: 'must have an email or a phone_number' },
    ]);
    expect(await details()).toEqual([{ path: 'attributes', message: 'must have at least 1 entry' }]);
    expect(await details(email('nobody'), phone('12'))).toHaveLength(2);
    expect(await portico.em().count(Contact, { brand: brand.id })).toBe(0);
  });

  it('needs the token of the portal', async () => {
    const { path, key } = await makeSite();
    const other = await makeSite();
    const body = { attributes: [email('dana@example.com')] };
    for (const as of [{}, { bearer: key }, { portalToken: other.token }]) {
      expect((await portico.api.post(path, { ...as, body })).status).toBe(401);
    }
    const asked = await portico.api.post(`${other.path}?associations=contact.brand`, {
      portalToken: other.token,
      body,
    });
    expect(asked.body.data).toMatchObject({
      brand: { id: other.brand.id },
      attributes: [{ text: 'dana@example.com' }],
    });
  });

  it('answers a repeated call what the first one was answered', async () => {
    const { path, token } = await makeSite();
    const call = () =>
      portico.api.post(path, {
        portalToken: token,
        headers: { 'Idempotency-Key': 'visit-1' },
        body: { attributes: [email('dana@example.com')] },
      });
    const first = await call();
    const again = await call();
    expect([first.body.info, again.body]).toEqual([{ created: true }, first.body]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  });
});
