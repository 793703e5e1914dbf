import { EntityManager } from '@mikro-orm/core';
import { inTransaction } from '../../src/database/transaction.js';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { ContactFinder } from '../../src/modules/contacts/contact-finder.js';
import { FIND_REACHED_BY } from '../../src/modules/contacts/contact-finder.repository.js';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import type { AttributeInput } from '../../src/modules/contacts/attribute-input.dto.js';
import { makeBrand } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';

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

function findOrMake(portico: Portico, brandId: string, attributes: AttributeInput[]) {
  const finder = portico.app.get(ContactFinder);
  return inTransaction(portico.app.get(EntityManager), (em) =>
    finder.findOrMake(em, brandId, attributes, null),
  );
}

const email = (text: string): AttributeInput => ({ attribute_type: 'email', text });
const phone = (text: string): AttributeInput => ({ attribute_type: 'phone_number', text });

const ROUNDS = 1_000;
const AT_A_TIME = 8;

describe('ContactFinder.findOrMake, twice at the same moment', () => {
  it(`makes one contact of each of ${ROUNDS} new e-mail addresses`, async () => {
    const em = instances[0].em();
    const brand = await makeBrand(em);
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round).values();
    const players = Array.from({ length: AT_A_TIME }, async () => {
      for (const round of rounds) {
        const both = await Promise.all(
          instances.map((portico) => findOrMake(portico, brand.id, [email(`Visitor${round}@example.com`)])),
        );
        expect(new Set(both.map(({ contactId }) => contactId)).size).toBe(1);
        expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
      }
    });
    await Promise.all(players);
    expect(await em.count(Contact, { brand: brand.id })).toBe(ROUNDS);
    expect(await em.count(ContactAttribute, { contact: { brand: brand.id } })).toBe(ROUNDS);
  });

  it('blocks nobody where each knows what the other knows too, in another order', async () => {
    const em = instances[0].em();
    for (let round = 0; round < 25; round++) {
      const brand = await makeBrand(em);
      const [a, b] = [email('a@example.com'), email('b@example.com')];
      const [one, other] = [phone('+12025550101'), phone('+12025550102')];
      const calls = [
        [a, one],
        [other, a],
        [one, b],
        [b, other],
      ];
      const made = await Promise.all(
        calls.map((known, call) => findOrMake(instances[call % 2 ? 1 : 0], brand.id, known)),
      );
      expect(new Set(made.map(({ contactId }) => contactId)).size).toBeLessThanOrEqual(2);
      const attributes = await em.find(ContactAttribute, { contact: { brand: brand.id }, deletedAt: null });
      const values = attributes.map((attribute) => `${attribute.contact.id} ${attribute.text}`);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('is a matter of one brand', async () => {
    const em = instances[0].em();
    const brands = await Promise.all([makeBrand(em), makeBrand(em)]);
    const made = await Promise.all(
      brands.map((brand) => findOrMake(instances[0], brand.id, [email('dana@example.com')])),
    );
    expect(made.map(({ created }) => created)).toEqual([true, true]);
  });
});

describe('ContactFinder.findOrMake', () => {
  it('keeps what is known, where nobody vouches for what is sent', async () => {
    const [portico] = instances;
    const em = portico.em();
    const brand = await makeBrand(em);
    const finder = portico.app.get(ContactFinder);
    const capture = (...more: AttributeInput[]) =>
      inTransaction(portico.app.get(EntityManager), (inside) =>
        finder.findOrMake(inside, brand.id, [email('dana@example.com'), ...more], null, 'keep'),
      );
    const { contactId } = await capture({ attribute_type: 'first_name', text: 'Dana' });
    const again = await capture(
      { attribute_type: 'first_name', text: 'Mallory' },
      { attribute_type: 'last_name', text: 'Visitor' },
      { attribute_type: 'tag', text: 'Buyer' },
    );
    expect(again).toEqual({ contactId, created: false });
    const all = await em.find(ContactAttribute, { contact: contactId }, { orderBy: { id: 'asc' } });
    expect(all.map(({ text, deletedAt }) => [text, deletedAt ?? null])).toEqual([
      ['dana@example.com', null],
      ['Dana', null],
      ['Visitor', null],
      ['Buyer', null],
    ]);
  });

  it('finds its contact by an index, however many there are', async () => {
    const em = instances[0].em();
    const brand = await makeBrand(em);
    await em.execute(
      `with made as (
         insert into contacts (id, brand_id) select gen_random_uuid(), ? from generate_series(1, 20000) returning id
       )
       insert into contact_attributes (id, contact_id, attribute_type, text, is_primary)
       select gen_random_uuid(), id, 'email', 'many' || row_number() over () || '@example.com', true from made`,
      [brand.id],
    );
    await em.execute('analyze contacts; analyze contact_attributes');
    const sql = FIND_REACHED_BY.sql
      .replaceAll('$1', `'${brand.id}'`)
      .replaceAll('$2', `'{many7@example.com,+12025550143}'`);
    const plan = JSON.stringify(await em.execute(`explain (analyze, format json) ${sql}`));
    expect(plan).toContain('contact_attributes_value');
    expect(plan).not.toContain('Seq Scan');
  });
});
