// The life of a portal, by the vendor's own client. KEY is a secret key; URL is where Portico listens.
import { readFileSync } from 'node:fs';
import { PortalClient } from '@chatbotkit/sdk/portal/index.js';

const { KEY, URL: baseUrl = 'http://127.0.0.1:3000' } = process.env;
const portals = new PortalClient({ secret: KEY, baseUrl });

const config = JSON.parse(readFileSync(new URL('portal-config.json', import.meta.url), 'utf8'));
const slug = `support-${Date.now()}`;

const { id } = await portals.create({ name: 'Support', slug, config, meta: { team: 'ops' } });
const portal = await portals.fetch(slug);
console.log(`${portal.name} is at ${portal.slug}.${portal.domain}`);

await portals.update(id, { meta: { region: 'emea' } });
for await (const { data } of portals.list({ meta: { region: 'emea' } }).stream()) {
  console.log(`${data.slug} has ${JSON.stringify(data.meta)}`);
}

await portals.delete(id);
console.log('and it is gone');
