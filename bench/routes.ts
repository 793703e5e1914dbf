import { hostnameOf, idOf } from './seed.ts';

export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Route {
  readonly name: string;
  /** The request for the visitor of the nth portal. */
  request(n: number): BenchRequest;
}

const asPortal = (n: number) => ({ 'x-rechat-portal-token': idOf('token', n) });

const post = (n: number, path: string, body: object): BenchRequest => ({
  method: 'POST',
  path: `/portals/${idOf('portal', n)}/contacts/${idOf('contact', n)}/${path}`,
  headers: { ...asPortal(n), 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A contact has a tag once: one that it has would not be added. */
let tags = 0;

export const ROUTES: readonly Route[] = [
  {
    name: 'hostname look-up',
    request: (n) => ({ method: 'GET', path: `/portals/search?hostname=${hostnameOf(n)}` }),
  },
  {
    name: 'saved searches',
    request: (n) => ({
      method: 'GET',
      path: `/portals/${idOf('portal', n)}/saved-searches/${idOf('contact', n)}`,
      headers: asPortal(n),
    }),
  },
  {
    name: 'one attribute',
    request: (n) =>
      post(n, 'attributes', { attributes: [{ attribute_type: 'tag', text: `PortalLead ${tags++}` }] }),
  },
  {
    name: 'one activity',
    request: (n) =>
      post(n, 'timeline', { action: 'ContactLoggedIn', object_class: 'contact_lead', object_sa: {} }),
  },
];

export const TIMELINE: Route = {
  name: 'timeline',
  request: (n) => timelinePage(n, 'limit=20'),
};

export const timelinePage = (n: number, query: string): BenchRequest => ({
  method: 'GET',
  path: `/portals/${idOf('portal', n)}/contacts/${idOf('contact', n)}/timeline?${query}`,
  headers: asPortal(n),
});
