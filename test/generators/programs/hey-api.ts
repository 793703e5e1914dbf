// Compiled, never run: `hey-api/` is what @hey-api/openapi-ts makes of the document.
import { exactly } from './exactly.js';
import { addHostname, ensurePortal, listPortals } from './hey-api/index.js';

export async function walk() {
  const ensured = await ensurePortal({ path: { brand: 'b' } });
  if (ensured.data) {
    exactly<string>()(ensured.data.data.id);
    exactly<string[] | null>()(ensured.data.data.hostnames);
    exactly<string | undefined>()(ensured.data.data.token);
    // @ts-expect-error a portal has no such field
    void ensured.data.data.hostname;
  }

  await addHostname({ path: { brand: 'b' }, body: { hostname: 'example.com' } });
  // @ts-expect-error a truth value, not its name
  await addHostname({ path: { brand: 'b' }, body: { hostname: 'example.com', is_default: 'yes' } });

  const page = await listPortals({ query: { take: 10 } });
  if (page.data) {
    // the page alone, in no union with the lines of a stream
    exactly<string>()(page.data.cursor);
  }
}
