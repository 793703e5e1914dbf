// Compiled, never run: `orval/portico.ts` is what orval makes of the document.
import { exactly } from './exactly.js';
import { addHostname, ensurePortal, listPortals } from './orval/portico.js';

export async function walk() {
  const ensured = await ensurePortal('b');
  if (ensured.status === 200) {
    exactly<string>()(ensured.data.data.id);
    exactly<string[] | null>()(ensured.data.data.hostnames);
    exactly<string | undefined>()(ensured.data.data.token);
    // @ts-expect-error a portal has no such field
    void ensured.data.data.hostname;
  }

  await addHostname('b', { hostname: 'example.com' });
  // @ts-expect-error a truth value, not its name
  await addHostname('b', { hostname: 'example.com', is_default: 'yes' });

  const page = await listPortals({ take: 10 });
  if (page.status === 200) {
    // the page alone, in no union with the lines of a stream
    exactly<string>()(page.data.cursor);
  }
}
