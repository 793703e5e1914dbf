import { randomUUID } from 'node:crypto';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import { CONTACT_EXAMPLE } from '../../src/modules/contacts/contact.examples.js';
import { makeBrand, makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

interface Known {
  readonly id: string;
  readonly attribute_type: string;
  readonly text: string;
}

const email = (text: string, more: object = {}) => ({ attribute_type: 'email', text, ...more });
const tag = (text: string) => ({ attribute_type: 'tag', text });

const ROUTES = [
  ['PATCH /contacts/:id', 'bearer'],
  ['PATCH /portals/:id/contacts/:contact', 'portal'],
] as const;

/** A contact, what is known of it, and how to edit it by one of the two routes. */
async function makeRecord(by: 'bearer' | 'portal', ...attributes: object[]) {
  const tenant = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand: tenant.brand });
  const contact = await makeContact(portico.em(), { brand: tenant.brand });
  const asked = '?associations=contact.attributes';
  const ways = {
    bearer: { path: `/contacts/${contact.id}${asked}`, as: { bearer: tenant.key } },
    portal: { path: `/portals/${portal.id}/contacts/${contact.id}${asked}`, as: { portalToken: token } },
  };
  const { path, as } = ways[by];
  const edit = (...edits: object[]) => portico.api.patch(path, { ...as, body: { attributes: edits } });
  const { body } = attributes.length > 0 ? await edit(...attributes) : { body: { data: { attributes: [] } } };
  return { ...tenant, portal, token, contact, path, as, edit, known: body.data.attributes as Known[] };
}

const liveOf = (contact: Contact) =>
  portico.em().find(ContactAttribute, { contact: contact.id, deletedAt: null }, { orderBy: { id: 'asc' } });

describe.each(ROUTES)('%s', (_, by) => {
  it('changes and adds at once, and answers with the contact', async () => {
    const record = await makeRecord(by, tag('Buyer'), email('a@example.com'), {
      attribute_type: 'first_name',
      text: 'Dena',
    });
    const [buyer, a, first] = record.known;
    const answer = await record.edit(
      { id: a?.id, label: 'Work', index: 2 },
      { id: first?.id, text: 'Dana', attribute_type: 'first_name' },
      { attribute_type: 'last_name', text: 'Visitor' },
      { id: null, ...tag('Seller') },
    );
    expect(answer.status).toBe(200);
    const author = by === 'bearer' ? record.owner.id : null;
    expect(answer.body).toEqual({
      code: 'OK',
      data: {
        ...CONTACT_EXAMPLE,
        id: record.contact.id,
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        created_by: null,
        updated_by: author,
        email: 'a@example.com',
        emails: ['a@example.com'],
        phone_number: null,
        phone_numbers: null,
        tags: ['Buyer', 'Seller'],
        attributes: [
          buyer,
          expect.objectContaining({
            id: a?.id,
            text: 'a@example.com',
            label: 'Work',
            index: 2,
            is_primary: true,
          }),
          expect.objectContaining({ id: first?.id, text: 'Dana', updated_by: author }),
          expect.objectContaining({ attribute_type: 'last_name', text: 'Visitor', created_by: author }),
          expect.objectContaining({ attribute_type: 'tag', text: 'Seller' }),
        ],
      },
    });
  });

  it('lets attributes trade values and the place of the primary one', async () => {
    const record = await makeRecord(by, email('a@example.com'), email('b@example.com'));
    const [a, b] = record.known;
    const traded = await record.edit(
      { id: a?.id, text: 'b@example.com' },
      { id: b?.id, text: 'a@example.com', is_primary: true },
      email('c@example.com'),
    );
    expect(traded.body.data.emails).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
    const live = await liveOf(record.contact);
    expect(live.map(({ id, text, isPrimary }) => [id, text, isPrimary])).toEqual([
      [a?.id, 'b@example.com', false],
      [b?.id, 'a@example.com', true],
      [expect.any(String), 'c@example.com', false],
    ]);
    const demoted = await record.edit(
      { id: b?.id, is_primary: false },
      email('d@example.com', { is_primary: true }),
    );
    expect(demoted.body.data.email).toBe('d@example.com');
  });

  it('answers what was known already as it was, and adds what a change made way for', async () => {
    const record = await makeRecord(by, tag('Buyer'));
    const [buyer] = record.known;
    await record.edit(tag('Buyer'));
    expect(await liveOf(record.contact)).toHaveLength(1);
    const answer = await record.edit(tag('Buyer'), { id: buyer?.id, text: 'Seller' });
    expect(answer.body.data.tags).toEqual(['Seller', 'Buyer']);
    const taken = await record.edit({ id: buyer?.id, text: 'Buyer' });
    expect(taken.status).toBe(409);
  });

  it('does all or nothing, and tells all that is wrong', async () => {
    const record = await makeRecord(by, email('a@example.com'), {
      attribute_type: 'first_name',
      text: 'Dana',
    });
    const [a, first] = record.known;
    const before = await liveOf(record.contact);
    const told = async (...edits: object[]) => {
      const { status, body } = await record.edit(...edits);
      expect(status).toBe(400);
      return body.details.map(({ path }: { path: string }) => path);
    };
    expect(
      await told({ text: 'x' }, { id: 'x' }, { id: a?.id }, { id: a?.id }, email('nobody'), {
        shoe: 1,
        ...tag('B'),
      }),
    ).toEqual([
      'attributes[1].id',
      'attributes[5].shoe',
      'attributes[0].attribute_type',
      'attributes[3].id',
      'attributes[4].text',
    ]);
    expect(
      await told(
        tag('New'),
        { id: a?.id, text: 'nobody', date: 5 },
        { id: first?.id, label: 'Work', attribute_type: 'tag' },
      ),
    ).toEqual([
      'attributes[2].attribute_type',
      'attributes[1].date',
      'attributes[1].text',
      'attributes[2].label',
    ]);
    expect(
      await told({ id: first?.id, text: 'Robin' }, { attribute_type: 'first_name', text: 'Al' }),
    ).toEqual(['attributes[1].attribute_type']);
    expect(await told({ id: a?.id, is_primary: true }, email('b@example.com', { is_primary: true }))).toEqual(
      ['attributes[1].is_primary'],
    );
    expect(await told()).toEqual(['attributes']);
    const unknown = randomUUID();
    const missing = await record.edit(tag('New'), { id: unknown, text: 'x' });
    expect([missing.status, missing.body.message]).toEqual([404, `ContactAttribute ${unknown} not found`]);
    expect(await liveOf(record.contact)).toEqual(before);
  });

  it('is for nobody else', async () => {
    const record = await makeRecord(by, tag('Buyer'));
    const body = { attributes: [tag('Seller')] };
    expect((await portico.api.patch(record.path, { body })).status).toBe(401);
    const stranger = await makeContact(portico.em(), { brand: (await makeTenant(portico.em())).brand });
    const path = record.path.replace(record.contact.id, stranger.id);
    expect((await portico.api.patch(path, { ...record.as, body })).status).toBe(404);
    const below = await makeContact(portico.em(), {
      brand: await makeBrand(portico.em(), { parent: record.brand }),
    });
    const ofBelow = await portico.api.patch(record.path.replace(record.contact.id, below.id), {
      ...record.as,
      body,
    });
    expect(ofBelow.status).toBe(by === 'bearer' ? 200 : 404);
  });
});
