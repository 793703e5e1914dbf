import { setTimeout as sleep } from 'node:timers/promises';
import type { Brand } from '../../src/modules/brands/brand.entity.js';
import type { Contact } from '../../src/modules/contacts/contact.entity.js';
import { makeContact, makePortal, makeSavedSearch, makeTenant } from '../factories/factories.js';
import type { Answer } from '../setup/api.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times, until } from '../setup/repeat.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

/** A portal and what its visitors can do. */
async function visit() {
  const em = portico.em();
  const { brand } = await makeTenant(em);
  const { portal, token: portalToken } = await makePortal(em, { brand });
  const path = (contact: Contact) => `/portals/${portal.id}/contacts/${contact.id}`;
  return {
    brand,
    tag: (contact: Contact, text = 'PortalLead') =>
      portico.api.post(`${path(contact)}/attributes`, {
        portalToken,
        body: { attributes: [{ attribute_type: 'tag', text }] },
      }),
    record: (contact: Contact, action = 'ContactLoggedIn') =>
      portico.api.post(`${path(contact)}/timeline`, { portalToken, body: { action } }),
    searches: (contact: Contact) =>
      portico.api.get(`/portals/${portal.id}/saved-searches/${contact.id}`, { portalToken }),
  };
}

const contactsOf = (brand: Brand, count: number): Promise<Contact[]> =>
  Promise.all(times(count, () => makeContact(portico.em(), { brand })));

const backends = (): Promise<{ pid: number }[]> =>
  portico
    .em()
    .execute(
      `select pid from pg_stat_activity where application_name = 'portico pipeline' and datname = current_database()`,
    );

/** Calls of `visitor` until statements go through pipelines. */
async function opened(call: () => Promise<Answer>): Promise<void> {
  await until(async () => {
    await call();
    return (await backends()).length === 2;
  }, 10);
  await sleep(50);
}

describe('Connections that short statements share', () => {
  it('give every request its own answer', async () => {
    const { brand, searches, tag, record } = await visit();
    const contacts = await contactsOf(brand, 40);
    const titles = await Promise.all(
      contacts.map(async (contact) => (await makeSavedSearch(portico.em(), { brand, contact })).id),
    );
    await opened(() => searches(contacts[0]!));
    const answers = await Promise.all(
      times(600, async (n) => {
        const contact = contacts[n % 40]!;
        if (n % 3 === 0) return (await searches(contact)).body.data[0].id === titles[n % 40];
        if (n % 3 === 1) return (await tag(contact, `tag ${n}`)).body.data[0].text === `tag ${n}`;
        return (await record(contact)).body.data.reference === contact.id;
      }),
    );
    expect(answers).toEqual(answers.map(() => true));
    expect(await backends()).toHaveLength(2);
  });

  it('fail a statement for itself alone', async () => {
    const { brand, tag } = await visit();
    const contacts = await contactsOf(brand, 10);
    const full = contacts[0]!;
    await portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', n::text from generate_series(1, 1000) n`,
      [full.id],
    );
    await opened(() => tag(contacts[1]!));
    const answers = await Promise.all(times(200, (n) => tag(contacts[n % 10]!)));
    expect(answers.map(({ status }) => status)).toEqual(times(200, (n) => (n % 10 === 0 ? 409 : 200)));
  });

  it('do not let those who need a locked row stand in the way of the others', async () => {
    const { brand, tag, record } = await visit();
    const [locked, ...free] = (await contactsOf(brand, 10)) as [Contact, ...Contact[]];
    await opened(() => record(locked));
    const waited: Promise<Answer>[] = [];
    await portico.em().transactional(async (em) => {
      await em.execute('select from contacts where id = ? for update', [locked.id]);
      waited.push(...times(12, (n) => (n % 2 === 0 ? tag(locked) : record(locked))));
      await sleep(50);
      const begin = performance.now();
      const answers = await Promise.all(times(40, (n) => record(free[n % 9]!)));
      const took = performance.now() - begin;
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      // a lock is waited for by the pool for seconds, by these connections for a tenth of one
      expect(took).toBeLessThan(2_500);
      await sleep(Math.max(0, 2_000 - took));
    });
    expect((await Promise.all(waited)).map(({ status }) => status)).toEqual(waited.map(() => 200));
  });

  it('do not let those who ask together wait for one of them', async () => {
    const { brand, tag, record } = await visit();
    const [locked, ...free] = (await contactsOf(brand, 10)) as [Contact, ...Contact[]];
    await opened(() => record(locked));
    for (const call of [record, tag]) {
      let waited: Promise<Answer> | undefined;
      await portico.em().transactional(async (em) => {
        await em.execute('select from contacts where id = ? for update', [locked.id]);
        const begin = performance.now();
        waited = call(locked);
        const answers = await Promise.all(free.map((contact) => call(contact)));
        expect(answers.map(({ status }) => status)).toEqual(free.map(() => 200));
        const took = performance.now() - begin;
        await sleep(Math.max(0, 2_500 - took));
        expect(took).toBeLessThan(2_000);
      });
      expect((await waited!).status).toBe(200);
    }
  });

  it('tell the askers of one statement apart by their tokens and brands', async () => {
    const visitors = await Promise.all(times(6, () => visit()));
    const contacts = await Promise.all(
      visitors.map(async ({ brand }) => (await contactsOf(brand, 1))[0] as Contact),
    );
    await opened(() => visitors[0]!.record(contacts[0]!));
    // behind the back of the service, so that only the statement can notice
    await portico.em().execute('alter table portals disable trigger portals_changed');
    await portico
      .em()
      .execute(`update portals set token_hash = '\\x00' where brand_id = ?`, [visitors[5]!.brand.id]);
    await portico.em().execute('alter table portals enable trigger portals_changed');
    for (const kind of ['record', 'tag', 'searches'] as const) {
      const answers = await Promise.all(
        times(36, (n) => visitors[n % 6]![kind](contacts[n % 12 < 6 ? n % 6 : (n + 1) % 6]!)),
      );
      const expected = times(36, (n) => {
        if (n % 6 === 5) return 401;
        return n % 12 < 6 || kind === 'searches' ? 200 : 404;
      });
      expect(answers.map(({ status }) => status)).toEqual(expected);
    }
  });

  it('leave a statement that takes long to the pool, and it takes effect once', async () => {
    const { brand, record } = await visit();
    const [slow, other] = (await contactsOf(brand, 2)) as [Contact, Contact];
    await opened(() => record(other));
    await portico.em().execute(`
      create function dawdle() returns trigger language plpgsql as $$
      begin if new.action = 'ContactSignedUp' then perform pg_sleep(0.8); end if; return new; end $$;
      create trigger dawdle before insert on activities for each row execute function dawdle()`);
    const [answer, ...others] = await Promise.all([
      record(slow, 'ContactSignedUp'),
      ...times(20, () => record(other)),
    ]);
    await portico.em().execute('drop trigger dawdle on activities; drop function dawdle');
    expect(answer.status).toBe(200);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    expect(await countOf(slow)).toEqual({ activities: 1, counted: 1 });
  });

  it('are made again when they break, and lose no answer but those under way', async () => {
    const { brand, record } = await visit();
    const contacts = await contactsOf(brand, 20);
    await opened(() => record(contacts[0]!));
    const { activities: tried } = await countOf(contacts[0]!);
    const before = await backends();
    const answers: Promise<Answer>[] = [];
    for (let n = 0; n < 400; n++) {
      answers.push(record(contacts[n % 20]!));
      if (n === 200) {
        await portico
          .em()
          .execute(
            `select pg_terminate_backend(pid) from pg_stat_activity where pid in (${before.map(({ pid }) => pid).join(', ')})`,
          );
      }
      if (n % 20 === 0) await sleep(5);
    }
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    const rows = (await Promise.all(contacts.map(countOf))).reduce(
      (sum, { activities }) => sum + activities,
      0,
    );
    const done = statuses.filter((status) => status === 200).length;
    expect([done + tried <= rows, rows <= 400 + tried]).toEqual([true, true]);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(statuses.at(-1)).toBe(200);
    await opened(() => record(contacts[0]!));
    const after = (await backends()).map(({ pid }) => pid);
    expect(before.filter(({ pid }) => after.includes(pid))).toEqual([]);
    expect((await record(contacts[0]!)).status).toBe(200);
  });

  it('are closed when nobody needs them', async () => {
    const { brand, record } = await visit();
    const [contact] = (await contactsOf(brand, 1)) as [Contact];
    await opened(() => record(contact));
    await until(async () => (await backends()).length === 0, 10);
    expect((await record(contact)).status).toBe(200);
  });
});

async function countOf(contact: Contact): Promise<{ activities: number; counted: number }> {
  const [row] = await portico.em().execute<{ activities: number; counted: number }[]>(
    `select (select count(*)::int from activities where contact_id = c.id) as activities, activity_count as counted
     from contacts c where id = ?`,
    [contact.id],
  );
  return row!;
}
