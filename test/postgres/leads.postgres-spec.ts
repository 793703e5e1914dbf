import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { Lead } from '../../src/modules/leads/lead.entity.js';
import { makeLeadChannel, makeTenant, unique } from '../factories/factories.js';
import { type Portico, startInstance, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

let one: Portico;
let other: Portico;

beforeAll(async () => {
  one = await startPortico();
  other = await startInstance(one.environment);
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const ROUNDS = 1_000;
const AT_ONCE = 8;

/** Calls `round` with 0, 1, 2, …, a few at a time. */
async function inRounds(count: number, round: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await round(next++);
  };
  await Promise.all(times(AT_ONCE, work));
}

async function makeChannel() {
  const { brand } = await makeTenant(one.em());
  const channel = await makeLeadChannel(one.em(), { brand });
  /** Sends each of `leads` by another instance, at the same moment. @returns the contacts that they are of */
  const capture = async (...leads: object[]): Promise<string[]> => {
    const answers = await Promise.all(
      leads.map((body, index) =>
        [one, other][index % 2]!.api.post(`/leads/channels/${channel.id}/webhook`, { body }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(leads.map(() => 200));
    return answers.map(({ body }) => body.data.contact as string);
  };
  return { brand, capture };
}

describe('POST /leads/channels/:id/webhook', () => {
  it(`of one new e-mail address twice at the same moment makes one contact, ${ROUNDS} times`, async () => {
    const { brand, capture } = await makeChannel();
    await inRounds(ROUNDS, async (n) => {
      const email = `${unique(`race${n}`)}@example.com`;
      const contacts = await capture({ email, first_name: 'A' }, { email: email.toUpperCase(), note: 'B' });
      expect(new Set(contacts).size).toBe(1);
    });
    expect(await one.em().count(Contact, { brand: brand.id })).toBe(ROUNDS);
    expect(await one.em().count(Lead, { brand: brand.id })).toBe(2 * ROUNDS);
  }, 120_000);

  it('with e-mail addresses and phone numbers that cross makes no contact twice, and never fails', async () => {
    const { brand, capture } = await makeChannel();
    await inRounds(150, async (n) => {
      const [email, another] = ['a', 'b'].map((word) => `${unique(word)}@example.com`);
      const [phone, second] = [0, 1].map((index) => `+1202${5_550_000 + 2 * n + index}`);
      const contacts = await capture(
        { email, phone_number: phone },
        { email: another, phone_number: phone },
        { email, phone_number: second },
        { phone_number: second },
      );
      const [first] = await capture({ email });
      expect(contacts).toContain(first);
      for (const reach of [
        { email },
        { email: another },
        { phone_number: phone },
        { phone_number: second },
      ]) {
        const [found] = await capture(reach);
        expect(contacts).toContain(found);
      }
    });
    expect(await one.em().count(Contact, { brand: brand.id })).toBeLessThanOrEqual(2 * 150);
  }, 120_000);
});
