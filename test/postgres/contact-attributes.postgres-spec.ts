import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

const CALLS = 50;

/** Two instances: what keeps order has to be in the database. */
let instances: [Portico, Portico];

beforeAll(async () => {
  const first = await startPortico();
  instances = [first, await startInstance(first.environment)];
});
afterAll(async () => {
  await instances[1].stop();
  await instances[0].stop();
});

/** Adds to one contact from both instances at the same moment; the answers, and what lives afterwards. */
async function race(attributeFor: (call: number) => object) {
  const em = instances[0].em();
  const { brand } = await makeTenant(em);
  const { portal, token } = await makePortal(em, { brand });
  const contact = await makeContact(em, { brand });
  const answers = await Promise.all(
    Array.from({ length: CALLS }, (_, call) =>
      instances[call % 2 === 0 ? 0 : 1].api.post(`/portals/${portal.id}/contacts/${contact.id}/attributes`, {
        portalToken: token,
        body: { attributes: [attributeFor(call)] },
      }),
    ),
  );
  const all = await instances[0].em().find(ContactAttribute, { contact: contact.id });
  return { answers, all, live: all.filter(({ deletedAt }) => deletedAt == null) };
}

describe('POST /portals/:id/contacts/:contact/attributes, many at once', () => {
  it('leaves one first name, and answers every call with its own', async () => {
    const { answers, all, live } = await race((call) => ({
      attribute_type: 'first_name',
      text: `Dana ${call}`,
    }));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.map(({ body }) => body.data[0].text)).toEqual(answers.map((_, call) => `Dana ${call}`));
    expect(all).toHaveLength(CALLS);
    expect(live).toHaveLength(1);
  });

  it('leaves one primary of the first e-mails', async () => {
    const { answers, live } = await race((call) => ({
      attribute_type: 'email',
      text: `d${call}@example.com`,
    }));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(live).toHaveLength(CALLS);
    expect(live.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.data[0].is_primary)).toHaveLength(1);
  });

  it('leaves one primary of those that all claim to be', async () => {
    const { answers, live } = await race((call) => ({
      attribute_type: 'email',
      text: `d${call}@example.com`,
      is_primary: true,
    }));
    expect(answers.map(({ status, body }) => [status, body.data[0].is_primary])).toEqual(
      answers.map(() => [200, true]),
    );
    expect(live.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
  });

  it.each([
    ['a tag', { attribute_type: 'tag', text: 'Buyer' }],
    ['an e-mail address', { attribute_type: 'email', text: 'dana@example.com' }],
    ['a first name', { attribute_type: 'first_name', text: 'Dana' }],
  ])('leaves %s once that all add', async (_, attribute) => {
    const { answers, all } = await race(() => attribute);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(all).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.data[0].id))).toEqual(new Set([all[0]?.id]));
  });
});
