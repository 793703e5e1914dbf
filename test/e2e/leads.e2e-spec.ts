import { randomUUID } from 'node:crypto';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { LeadChannel } from '../../src/modules/lead-channels/lead-channel.entity.js';
import { Lead } from '../../src/modules/leads/lead.entity.js';
import { Activity } from '../../src/modules/timeline/activity.entity.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makeLeadChannel,
  makeListing,
  makeTenant,
  unique,
} from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { times } from '../setup/repeat.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const webhook = (channelId: string) => `/leads/channels/${channelId}/webhook`;

const capture = (channelId: string, body: unknown) => portico.api.post(webhook(channelId), { body });

const FORM = 'application/x-www-form-urlencoded';

async function makeChannel() {
  const tenant = await makeTenant(portico.em());
  const channel = await makeLeadChannel(portico.em(), { brand: tenant.brand });
  return { ...tenant, channel };
}

/** What is known of a contact: `type=value`, oldest first. */
async function known(contactId: string): Promise<string[]> {
  const attributes = await portico
    .em()
    .find(ContactAttribute, { contact: contactId, deletedAt: null }, { orderBy: { id: 'asc' } });
  return attributes.map(
    ({ attributeType, text, address }) => `${attributeType}=${text ?? JSON.stringify(address)}`,
  );
}

const mail = () => `${unique('lead')}@example.com`;

const pathsOf = ({ body }: { body: { details: { path: string }[] } }) =>
  body.details.map(({ path }) => path).sort();

describe('POST /leads/channels/:id/webhook', () => {
  it('keeps the lead, makes its contact and counts the capture', async () => {
    const { brand, channel } = await makeChannel();
    const email = mail();
    const sent = {
      first_name: ' Sam ',
      last_name: 'Caller',
      email: email.toUpperCase(),
      phone_number: '(202) 555-0171',
      tag: ['Buyer', 'Hot', 'Buyer'],
      lead_source: 'Landing page',
      source_type: 'Website',
      note: 'Still for sale?',
      listing: { mls_number: '123', extra: { deep: [1.5, null] } },
      referer_url: 'https://www.example.com/homes/123',
      address: { city: 'Dallas', postcode: '75201', planet: 'Earth' },
      utm_campaign: 'spring',
      constructor: 'kept',
    };
    const before = Date.now() / 1000;
    const { status, body } = await capture(channel.id, sent);
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 'OK',
      data: {
        id: expect.any(String),
        type: 'lead',
        contact: expect.any(String),
        lead_channel: channel.id,
        raw_payload: sent,
        parsed_payload: {
          first_name: 'Sam',
          last_name: 'Caller',
          email,
          phone_number: '+12025550171',
          lead_source: 'Landing page',
          source_type: 'Website',
          note: 'Still for sale?',
          tags: ['Buyer', 'Hot'],
          address: { city: 'Dallas', postcode: '75201' },
          listing: sent.listing,
          referer_url: 'https://www.example.com/homes/123',
        },
        source_type: 'Website',
        created_at: expect.any(Number),
      },
    });
    expect((await known(body.data.contact)).sort()).toEqual(
      [
        'first_name=Sam',
        'last_name=Caller',
        `email=${email}`,
        'phone_number=+12025550171',
        'source=Landing page',
        'source_type=Website',
        'note=Still for sale?',
        'tag=Buyer',
        'tag=Hot',
        'postal_address={"city":"Dallas","postcode":"75201"}',
      ].sort(),
    );
    const contact = await portico.em().findOneOrFail(Contact, body.data.contact);
    expect([contact.brand.id, contact.createdBy]).toEqual([brand.id, null]);
    const { lastCaptureDate } = await portico.em().findOneOrFail(LeadChannel, channel.id);
    expect(lastCaptureDate).toBeGreaterThan(before - 5);
  });

  it('takes what a plain form of a page sends, whose empty fields say nothing', async () => {
    const { channel } = await makeChannel();
    const email = mail();
    const raw = new URLSearchParams([
      ['first_name', 'Sam'],
      ['last_name', ''],
      ['email', email],
      ['phone_number', ' '],
      ['referer_url', ''],
      ['tag[]', 'Buyer'],
      ['tag[]', 'Hot'],
      ['tags', 'Walk-in'],
      ['address', '2200 Main Street, Dallas'],
      ['listing[mls_number]', '123'],
      ['colour', 'blue'],
    ]).toString();
    const { status, body } = await portico.api.post(webhook(channel.id), {
      raw,
      headers: { 'content-type': FORM },
    });
    expect([status, body.details]).toEqual([200, undefined]);
    expect(body.data.parsed_payload).toEqual({
      first_name: 'Sam',
      email,
      tags: ['Buyer', 'Hot', 'Walk-in'],
      address: { full: '2200 Main Street, Dallas' },
      listing: { mls_number: '123' },
    });
    expect(body.data.raw_payload).toMatchObject({ colour: 'blue', tag: ['Buyer', 'Hot'], last_name: '' });
  });

  it('finds the contact by e-mail first, then by phone, and replaces nothing that is known', async () => {
    const { channel } = await makeChannel();
    const [one, two] = [mail(), mail()];
    const first = await capture(channel.id, { first_name: 'Ann', email: one, phone_number: '2025550101' });
    const other = await capture(channel.id, { first_name: 'Bob', email: two, phone_number: '2025550102' });
    const again = await capture(channel.id, {
      first_name: 'Eve',
      last_name: 'Newly',
      email: one,
      phone_number: '+1 202 555 0102',
      tags: 'Seller',
    });
    expect(again.body.data.contact).toBe(first.body.data.contact);
    expect(again.body.data.id).not.toBe(first.body.data.id);
    expect((await known(first.body.data.contact)).sort()).toEqual(
      [
        'first_name=Ann',
        'last_name=Newly',
        `email=${one}`,
        'phone_number=+12025550101',
        'phone_number=+12025550102',
        'tag=Seller',
      ].sort(),
    );
    const byPhone = await capture(channel.id, { phone_number: '202-555-0101' });
    expect(byPhone.body.data.contact).toBe(first.body.data.contact);
    expect((await capture(channel.id, { email: two })).body.data.contact).toBe(other.body.data.contact);
  });

  it('is kept where the contact has as much as it can have, and then adds nothing', async () => {
    const { channel } = await makeChannel();
    const email = mail();
    const { contact } = (await capture(channel.id, { email })).body.data as { contact: string };
    await portico.em().execute(
      `insert into contact_attributes (id, contact_id, attribute_type, text)
       select gen_random_uuid(), ?, 'tag', 'tag ' || n from generate_series(1, 999) n`,
      [contact],
    );
    const again = await capture(channel.id, { email, tags: 'One more' });
    expect([again.status, again.body.data.contact]).toEqual([200, contact]);
    expect(await portico.em().count(Lead, { contact })).toBe(2);
    expect(await portico.em().count(ContactAttribute, { contact })).toBe(1_000);
  });

  it('keeps to the brand of the channel', async () => {
    const { brand, channel } = await makeChannel();
    const email = mail();
    const { brand: stranger, channel: elsewhere } = await makeChannel();
    const child = await makeBrand(portico.em(), { parent: brand });
    for (const owner of [stranger, child]) {
      const contact = await makeContact(portico.em(), { brand: owner });
      await makeAttribute(portico.em(), { contact, attributeType: 'email', text: email });
    }
    const here = await capture(channel.id, { email });
    const there = await capture(elsewhere.id, { email });
    expect(here.body.data.contact).not.toBe(there.body.data.contact);
    expect(await portico.em().count(Contact, { brand: brand.id })).toBe(1);
    expect(await portico.em().count(Contact, { brand: stranger.id })).toBe(1);
    expect(await portico.em().count(Contact, { brand: child.id })).toBe(1);
  });

  it('tells all faults at once, and keeps nothing', async () => {
    const { brand, channel } = await makeChannel();
    const refused = await capture(channel.id, {
      first_name: 5,
      last_name: 'x'.repeat(256),
      email: 'nobody',
      phone_number: '12',
      tag: [1],
      listing: 'none',
      referer_url: 'javascript:alert(1)',
      address: { city: 7 },
      note: {},
    });
    expect(refused.status).toBe(400);
    expect(pathsOf(refused)).toEqual([
      'address.city',
      'email',
      'first_name',
      'last_name',
      'listing',
      'note',
      'phone_number',
      'referer_url',
      'tag',
    ]);
    for (const body of [{}, { email: ' ', note: 'Call me' }, { utm_campaign: 'spring' }]) {
      const nobody = await capture(channel.id, body);
      expect(nobody.body.details).toEqual([
        { path: '', message: 'must have one of first_name, last_name, email, phone_number' },
      ]);
    }
    const long = await capture(channel.id, { email: mail(), junk: 'x'.repeat(65_536) });
    expect(long.body.details).toEqual([{ path: '', message: 'must be at most 65536 bytes long as JSON' }]);
    expect(await portico.em().count(Lead, { brand: brand.id })).toBe(0);
    expect(await portico.em().count(Contact, { brand: brand.id })).toBe(0);
  });

  it('knows no channel that is deleted, or whose brand is', async () => {
    const { brand, channel } = await makeChannel();
    const email = mail();
    const { channel: deleted } = await makeChannel();
    await portico.em().nativeUpdate(LeadChannel, { id: deleted.id }, { deletedAt: 1_700_000_000 });
    await portico.em().nativeUpdate(Brand, { id: brand.id }, { deletedAt: 1_700_000_000 });
    for (const id of [deleted.id, channel.id, randomUUID()]) {
      const { body } = await capture(id, { email });
      expect(body).toEqual({ code: 'ResourceNotFound', message: `LeadChannel ${id} not found`, http: 404 });
    }
    expect((await capture('gibberish', { email })).status).toBe(400);
  });

  it('is open to the scripts of all pages, errors included', async () => {
    const { channel } = await makeChannel();
    const path = webhook(channel.id);
    const preflight = await portico.api.call('OPTIONS', path, {
      headers: {
        origin: 'https://www.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([
      preflight.status,
      ...['allow-origin', 'allow-methods', 'allow-headers'].map((name) =>
        preflight.headers.get(`access-control-${name}`),
      ),
    ]).toEqual([204, '*', 'POST', 'content-type']);
    for (const answer of [await capture(channel.id, { email: mail() }), await capture(channel.id, {})]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect((await portico.api.post('/leads')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('POST /leads', () => {
  const create = (bearer: string, body: unknown, headers = {}) =>
    portico.api.post('/leads', { bearer, body, headers });

  it('does the same for a program, whose user made the contact', async () => {
    const { owner, key, channel } = await makeChannel();
    const email = mail();
    const lead = { email, utm_campaign: 'spring' };
    const { status, body } = await create(key, {
      metadata: { lead_channel: channel.id.toUpperCase() },
      lead,
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      type: 'lead',
      lead_channel: channel.id,
      raw_payload: lead,
      parsed_payload: { email },
    });
    const contact = await portico.em().findOneOrFail(Contact, body.data.contact);
    expect(contact.createdBy?.id).toBe(owner.id);
    expect((await capture(channel.id, { email })).body.data.contact).toBe(contact.id);
  });

  it('takes a channel of the acting brand only', async () => {
    const { brand, key, channel } = await makeChannel();
    const child = await makeBrand(portico.em(), { parent: brand });
    const ofChild = await makeLeadChannel(portico.em(), { brand: child });
    const body = (id: string) => ({ metadata: { lead_channel: id }, lead: { email: mail() } });
    const missing = await create(key, body(ofChild.id));
    expect([missing.status, missing.body.message]).toEqual([404, `LeadChannel ${ofChild.id} not found`]);
    expect((await create(key, body(ofChild.id), { 'x-rechat-brand': child.id })).status).toBe(200);
    const stranger = await makeTenant(portico.em());
    expect((await create(stranger.key, body(channel.id))).status).toBe(404);
    expect((await portico.api.post('/leads', { body: body(channel.id) })).status).toBe(401);
  });

  it('tells all faults at once', async () => {
    const { key } = await makeChannel();
    const refused = await create(key, {
      metadata: { lead_channel: 'x', note: 1 },
      lead: { email: 'nobody', note: 5 },
    });
    expect(refused.status).toBe(400);
    expect(pathsOf(refused)).toEqual(['lead.email', 'lead.note', 'metadata.lead_channel', 'metadata.note']);
    expect(pathsOf(await create(key, {}))).toEqual(['lead', 'metadata']);
    const empty = await create(key, { metadata: { lead_channel: randomUUID() }, lead: {} });
    expect(empty.body.details).toEqual([
      { path: 'lead', message: 'must have one of first_name, last_name, email, phone_number' },
    ]);
  });
});

describe('POST /leads/:id/timeline', () => {
  const record = (id: string, body: unknown, query = '') =>
    portico.api.post(`/leads/${id}/timeline${query}`, { body });

  it('records what the contact of a lead did, given by either id', async () => {
    const { channel } = await makeChannel();
    const { body: lead } = await capture(channel.id, { email: mail() });
    const { contact } = lead.data;
    for (const id of [lead.data.id, contact.toUpperCase()]) {
      const { status, body } = await record(id, { action: 'ContactLoggedIn', lead: { from: 'page' } });
      expect(status).toBe(200);
      expect(body.data).toEqual({
        id: expect.any(String),
        reference: contact,
        reference_type: 'Contact',
        created_at: expect.any(Number),
        updated_at: body.data.created_at,
        deleted_at: null,
        object: { from: 'page' },
        action: 'ContactLoggedIn',
        is_visible: true,
        brand: null,
        created_by: null,
        description: null,
        type: 'activity',
      });
    }
    expect(await portico.em().count(Activity, { contact })).toBe(2);
  });

  it("finds a listing of the tenant by its number, on the boards of the lead's channel", async () => {
    const { brand } = await makeTenant(portico.em());
    const child = await makeBrand(portico.em(), { parent: brand });
    const [mls, mlsNumber] = [unique('Board'), unique('n')];
    const listing = await makeListing(portico.em(), { brand, mls, mlsNumber });
    await makeListing(portico.em(), { brand, mls: unique('Other'), mlsNumber });
    const channel = await makeLeadChannel(portico.em(), { brand: child, mls: [mls] });
    const { body: lead } = await capture(channel.id, { email: mail() });
    const viewed = { action: 'ContactViewedListing', listing: { mls_number: mlsNumber } };
    expect((await record(lead.data.id, viewed)).body.data.object).toBe(listing.id);
    // of the contact by itself no channel is known, and the number is not enough to tell
    expect((await record(lead.data.contact, viewed)).body.data.object).toEqual(viewed.listing);
    const full = await record(lead.data.id, viewed, '?associations=activity.object');
    expect(full.body.data.object).toMatchObject({ id: listing.id, type: 'listing' });

    const unknown = randomUUID();
    const missing = await record(lead.data.id, { action: 'ContactViewedListing', listing: unknown });
    expect([missing.status, missing.body.message]).toEqual([404, `Listing ${unknown} not found`]);
  });

  it('answers 404 where there is no such lead, and tells what is wrong', async () => {
    const { brand } = await makeTenant(portico.em());
    const deleted = await makeContact(portico.em(), { brand, deletedAt: 1_700_000_000 });
    for (const id of [randomUUID(), deleted.id]) {
      const { body } = await record(id, { action: 'ContactLoggedIn' });
      expect(body).toEqual({ code: 'ResourceNotFound', message: `Lead ${id} not found`, http: 404 });
    }
    expect(pathsOf(await record('gibberish', { action: 'Nothing', extra: 1 }))).toEqual([
      'action',
      'extra',
      'id',
    ]);
  });
});

describe('The limit of a channel', () => {
  it('counts calls from wherever they come, and says when to come back', async () => {
    const limited = await startPortico({ TRUST_PROXY: 'loopback' });
    const strict = await startPortico({ RATE_LIMIT: '100000/100000', TRUST_PROXY: 'loopback' });
    try {
      const id = randomUUID();
      const call = (to: Portico, n: number, target = id) =>
        to.api.post(webhook(target), {
          body: {},
          headers: { 'x-forwarded-for': `192.0.2.${n % 250}` },
        });
      const statuses = await Promise.all(times(600, (n) => call(strict, n)));
      expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([400]));
      const refused = await call(strict, 1, id.toUpperCase() as typeof id);
      expect([refused.status, refused.body.code]).toEqual([429, 'TooManyRequests']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      expect((await call(strict, 1, randomUUID())).status).toBe(400);

      const free = await Promise.all(times(610, (n) => call(limited, n)));
      expect(new Set(free.map(({ status }) => status))).toEqual(new Set([400]));
    } finally {
      await limited.stop();
      await strict.stop();
    }
  });
});
