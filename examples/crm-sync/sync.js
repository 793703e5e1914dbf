// Keeps a copy of a brand's contacts, and of those of the brands below it, in a file.
//
//   KEY=sk_… node examples/crm-sync/sync.js            once: all of them at first, later what has changed
//   KEY=sk_… EVERY=30 node examples/crm-sync/sync.js   again every 30 seconds, until it is stopped
//
// URL is where Portico listens, BRAND the brand (by default the key's own), COPY the file.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { KEY, URL: base = 'http://127.0.0.1:3000', BRAND, COPY = 'contacts.json', EVERY } = process.env;
const PAGE = 100;
/** A change shows when it is committed, with the time at which it began: it took less than this. Seconds. */
const OVERLAP = 60;

const headers = { authorization: `Bearer ${KEY}`, ...(BRAND && { 'x-rechat-brand': BRAND }) };

/** One page, once the service lets us have it. */
async function page(query) {
  const answer = await fetch(`${base}/contacts?${new URLSearchParams(query)}`, { headers });
  if (answer.status === 429 || answer.status === 503) {
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
    return page(query);
  }
  const { data, message } = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status}: ${message}`);
  return data;
}

/** Every contact that changed since, also those that were deleted, in the order of their ids: nobody can move between pages. */
async function* changes(since) {
  const query = { limit: PAGE, deleted: true, ...(since && { updated_since: Math.max(0, since - OVERLAP) }) };
  for (let last; ;) {
    const contacts = await page({ ...query, ...(last && { after: last }) });
    yield* contacts;
    if (contacts.length < PAGE) return;
    last = contacts.at(-1).id;
  }
}

async function sync() {
  const copy = existsSync(COPY) ? JSON.parse(readFileSync(COPY, 'utf8')) : { since: 0, contacts: {} };
  const seen = { changed: 0, deleted: 0 };
  let { since } = copy;
  for await (const contact of changes(copy.since)) {
    since = Math.max(since, contact.updated_at);
    if (contact.deleted_at === null) {
      seen.changed += Number(copy.contacts[contact.id]?.updated_at !== contact.updated_at);
      copy.contacts[contact.id] = contact;
    } else {
      seen.deleted += Number(contact.id in copy.contacts);
      delete copy.contacts[contact.id];
    }
  }
  // whole or not at all: a copy that was broken off would miss what it has passed
  writeFileSync(`${COPY}.new`, JSON.stringify({ ...copy, since }));
  renameSync(`${COPY}.new`, COPY);
  console.log(
    `${Object.keys(copy.contacts).length} contacts; ${seen.changed} changed, ${seen.deleted} deleted`,
  );
}

do {
  await sync();
  if (EVERY) await sleep(Number(EVERY) * 1_000);
} while (EVERY);
