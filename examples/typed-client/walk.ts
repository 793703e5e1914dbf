// The walk of the README, by a client that knows the types of every answer. `portico.ts` beside this file is generated:
//   npx openapi-typescript http://127.0.0.1:3000/openapi.json -o portico.ts
// KEY is a secret key; URL is where Portico listens.
import createClient from 'openapi-fetch';
import type { paths } from './portico.js';

const { KEY, URL: baseUrl = 'http://127.0.0.1:3000' } = process.env;

/** What the call answered; an error of the API is thrown. */
function done<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (answer.data !== undefined) return answer.data;
  throw new Error(`${answer.response.status}: ${JSON.stringify(answer.error)}`);
}

const owner = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${KEY}` } });

const brand = done(
  await owner.POST('/brands', { body: { name: 'Lakeside Homes', brand_type: 'Brokerage' } }),
).data;

const ofBrand = { params: { path: { brand: brand.id } } };
const portal = done(await owner.PUT('/brands/{brand}/portal', ofBrand)).data;
// only the answer that creates the portal carries it
const { token } = portal;
if (token === undefined) throw new Error('The portal was there already');

const hostname = `homes-${brand.id}.example.com`;
done(await owner.POST('/brands/{brand}/portal/hostnames', { ...ofBrand, body: { hostname } }));

// without any credential
const visitor = createClient<paths>({ baseUrl });
const found = done(
  await visitor.GET('/portals/search', { params: { query: { hostname: `${hostname.toUpperCase()}.` } } }),
).data;
console.log(`${found.hostnames?.join()} is a ${found.type}`);

const [contact] = done(
  await owner.POST('/contacts', {
    params: { header: { 'X-RECHAT-BRAND': brand.id } },
    body: {
      contacts: [
        {
          attributes: [
            { attribute_type: 'first_name', text: 'Dana' },
            { attribute_type: 'email', text: 'dana@example.com' },
          ],
        },
      ],
    },
  }),
).data;
if (contact === undefined) throw new Error('No contact was created');

const search = done(
  await owner.POST('/brands/{brand}/saved-searches', {
    ...ofBrand,
    body: {
      title: 'Three bedrooms',
      minimum_bedrooms: 3,
      minimum_price: 200_000,
      maximum_price: 500_000,
      listing_statuses: ['Active'],
    },
  }),
).data;
done(
  await owner.PUT('/brands/{brand}/saved-searches/{id}/contacts/{contact}', {
    params: { path: { brand: brand.id, id: search.id, contact: contact.id } },
    body: {},
  }),
);

// what the portal's own server does, with the portal's token
const server = createClient<paths>({ baseUrl, headers: { 'X-RECHAT-PORTAL-TOKEN': token } });
const ofContact = { params: { path: { id: portal.id, contact: contact.id } } };

const searches = done(await server.GET('/portals/{id}/saved-searches/{contact}', ofContact)).data;
console.log(searches.map(({ title, minimum_price }) => `${title} from ${minimum_price}`).join());

const attributes = done(
  await server.POST('/portals/{id}/contacts/{contact}/attributes', {
    ...ofContact,
    body: {
      attributes: [
        { attribute_type: 'tag', text: 'PortalLead' },
        { attribute_type: 'phone_number', text: '+15555550123', label: 'Mobile' },
      ],
    },
  }),
).data;
console.log(attributes.map(({ attribute_type }) => attribute_type).join());

done(
  await server.POST('/portals/{id}/contacts/{contact}/timeline', {
    ...ofContact,
    body: { action: 'ContactLoggedIn' },
  }),
);
const timeline = done(await server.GET('/portals/{id}/contacts/{contact}/timeline', ofContact));
console.log(`${timeline.info.total}: ${timeline.data.map(({ action }) => action).join()}`);

// the configuration API
const slug = `support-${Date.now()}`;
const { id: portalId } = done(
  await owner.POST('/api/v1/portal/create', {
    body: { name: 'Support', slug, config: { apps: { chat: {} } }, meta: { team: slug } },
  }),
);
const configured = done(
  await owner.GET('/api/v1/portal/{portalId}/fetch', { params: { path: { portalId: slug } } }),
);
console.log(`${configured.name} has ${Object.keys(configured.config?.apps ?? {}).join()}`);

const { items } = done(
  await owner.GET('/api/v1/portal/list', { params: { query: { meta: { team: slug } } } }),
);
console.log(items.map((item) => item.id === portalId).join());

const ofPortal = { params: { path: { portalId } } };
done(await owner.POST('/api/v1/portal/{portalId}/update', { ...ofPortal, body: { name: 'Help' } }));
done(await owner.POST('/api/v1/portal/{portalId}/delete', { ...ofPortal, body: {} }));
