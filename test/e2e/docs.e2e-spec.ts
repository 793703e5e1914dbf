import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import { type Document, type Route, routesOf } from '../../tools/reference/openapi.js';
import {
  DESKTOP,
  describeInBrowser,
  focusIsVisible,
  isInView,
  launchBrowser,
  openPage,
  overflowOf,
  PHONE,
  tabTo,
} from '../setup/browser.js';
import { paleTexts } from '../setup/contrast.js';
import { type Portico, startPortico } from '../setup/portico.js';

const KEY = 'sk_3q2-7wAzB8cYdXeWfVgUhTiSjRkQlPmOnN0a1b2c';

const document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as Document;
const routes = routesOf(document);

let portico: Portico;
let portalToken: string;

beforeAll(async () => {
  portico = await startPortico({ DEMO_DATA: 'true', BOOTSTRAP_SECRET_KEY: KEY });
  const secrets = await prepareDatabase(portico.app);
  portalToken = secrets?.portalToken ?? '';
  portico.keepSecret(KEY);
  portico.keepSecret(portalToken);
});
afterAll(() => portico.stop());

describe('GET /openapi.json and /openapi.yaml', () => {
  it.each([
    ['/openapi.json', 'application/json; charset=utf-8'],
    ['/openapi.yaml', 'application/yaml; charset=utf-8'],
  ])('answers %s with the committed file, to pages from anywhere', async (path, type) => {
    const answer = await portico.api.get(path);
    expect(answer.text).toBe(readFileSync(`openapi${path}`, 'utf8'));
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('GET /', () => {
  it('leads to the reference', async () => {
    const answer = await fetch(portico.url, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/reference');
  });
});

describe('what pages may do', () => {
  it('is limited to this origin, and http stays http', async () => {
    const { headers } = await portico.api.get('/docs');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toMatch(/upgrade-insecure-requests|https?:/);
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/', '/reference', '/reference.css', '/reference.js', '/docs', '/docs/page.js', '/openapi.json'])(
    'is said with %s',
    async (path) => {
      const { headers } = await fetch(portico.url + path, { redirect: 'manual' });
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it.each(['/health/live', '/nowhere', '/portals/search'])(
    'is of no concern to JSON: not said with %s',
    async (path) => {
      const { headers } = await portico.api.get(path);
      expect(headers.has('content-security-policy')).toBe(false);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
});

describe.each([
  ['/reference', 'openapi/reference.html'],
  ['/reference.css', 'openapi/reference.css'],
  ['/reference.js', 'openapi/reference.js'],
  ['/docs', 'openapi/docs.html'],
  ['/docs/page.css', 'openapi/docs.css'],
  ['/docs/page.js', 'openapi/docs.js'],
  ['/docs/swagger-ui.css', 'node_modules/swagger-ui-dist/swagger-ui.css'],
  ['/docs/swagger-ui-bundle.js', 'node_modules/swagger-ui-dist/swagger-ui-bundle.js'],
  ['/openapi.json', 'openapi/openapi.json'],
  ['/openapi.yaml', 'openapi/openapi.yaml'],
])('GET %s', (path, file) => {
  const get = (headers: Record<string, string>) => fetch(portico.url + path, { headers });

  it.each(['br', 'gzip', 'identity'])('answers in %s, with an ETag of its own', async (encoding) => {
    const answer = await get({ 'accept-encoding': encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('etag')).toMatch(new RegExp(`^"[\\w-]+-${encoding}"$`));
    expect(await answer.text()).toBe(readFileSync(file, 'utf8'));
    if (encoding !== 'identity')
      expect(Number(answer.headers.get('content-length'))).toBeLessThan(readFileSync(file).length / 2);
  });

  it('says 304 to a client that has it, and only to that one', async () => {
    const etag = (await get({ 'accept-encoding': 'gzip' })).headers.get('etag') ?? '';
    const again = await get({ 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await get({ 'accept-encoding': 'br', 'if-none-match': etag })).status).toBe(200);
    expect((await get({ 'accept-encoding': 'gzip', 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('prefers what the client prefers, and sends no encoding that it refuses', async () => {
    const encodingOf = async (accepted: string) =>
      (await get({ 'accept-encoding': accepted })).headers.get('content-encoding');
    expect(await encodingOf('gzip, deflate, br')).toBe('br');
    expect(await encodingOf('br;q=0, gzip;q=0.5')).toBe('gzip');
    expect(await encodingOf('zstd')).toBeNull();
  });
});

describeInBrowser('/docs in a browser', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(() => page?.context().close());

  const open = async (path = '/docs', options: BrowserContextOptions = DESKTOP) => {
    ({ page, complaints } = await openPage(browser, portico.url, options));
    await page.goto(portico.url + path);
    await page.waitForSelector('.opblock');
  };

  it('shows the groups in order', async () => {
    await open();
    const groups = await page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => (tag as unknown as { dataset: { tag: string } }).dataset.tag));
    expect(groups).toEqual(document.tags?.map(({ name }) => name));
    expect(complaints).toEqual([]);
  });

  it('answers what is tried out, with the examples as they stand', async () => {
    await open();
    await authorize(page);
    const statuses: Record<string, string> = {};
    for (const route of routesToTry()) statuses[name(route)] = await tryOut(page, route);
    expect(statuses).toEqual(
      Object.fromEntries(routesToTry().map((route) => [name(route), goodStatus(route)])),
    );
    expect(complaints).toEqual([]);
  }, 900_000);

  it('still knows the credentials after a reload', async () => {
    await open();
    await authorize(page);
    await page.reload();
    const route = routes.find(({ operation }) => operation.operationId === 'getPortal') as Route;
    expect(await tryOut(page, route)).toBe('200');
  });

  it('finds operations by any words of them, wherever they stand', async () => {
    await open();
    const found = () =>
      page
        .locator('.opblock-summary-path')
        .evaluateAll((paths) => paths.map((path) => path.textContent?.replaceAll('\u200b', '')));
    for (const [words, path] of [
      ['trailing dot', '/portals/search'], // of the description
      ['HOSTNAME look', '/portals/search'], // of the summary
      ['lookupportal', '/portals/search'], // the operation's name
      ['/api/v1/portal/create', '/api/v1/portal/create'],
      ['blueprints jsonl', '/api/v1/blueprint/list'], // of the group and of the description
      ['idempotency-key blueprint', '/api/v1/blueprint/create'], // of a parameter
    ] as const) {
      await page.getByLabel('Find operations').fill(words);
      await page.waitForFunction(`document.querySelectorAll('.opblock').length < ${routes.length}`);
      expect(await found()).toContain(path);
      expect((await found()).length).toBeLessThan(10);
    }
    await page.getByLabel('Find operations').fill('');
    await untilShown(page, routes.length);
    await page.getByLabel('Find operations').fill('no such words');
    await untilShown(page, 0);
    expect(complaints).toEqual([]);
  });

  it('scrolls to the operation that a link names, in a fresh tab', async () => {
    await open('/docs#/Portal%20Contact%20Timeline/recordActivity');
    const block = '[id$="-recordActivity"].opblock.is-open';
    await page.waitForSelector(block);
    await page.waitForFunction('scrollY > 0');
    expect(await isInView(page, block)).toBe(true);
  });

  it.each(['light', 'dark'] as const)('can be read in %s colours, whatever is open', async (colorScheme) => {
    await open('/docs#/Portals/lookUpPortal', { ...DESKTOP, colorScheme, reducedMotion: 'reduce' });
    await page.locator('.opblock.is-open .execute').click();
    await page.waitForSelector('.live-responses-table');
    expect(await page.evaluate(paleTexts)).toEqual([]);
    await page.locator('.btn.authorize').click();
    expect(await page.evaluate(paleTexts)).toEqual([]);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(21, 27, 32)' : 'rgb(255, 255, 255)');
  });

  it('fits a phone, with an operation tried out', async () => {
    await open('/docs#/Portals/lookUpPortal', PHONE);
    await page.waitForSelector('.opblock.is-open');
    await page.locator('.opblock.is-open .execute').click();
    await page.waitForSelector('.live-responses-table');
    expect(await page.locator('meta[name=viewport]').getAttribute('content')).toContain('width=device-width');
    expect(await overflowOf(page)).toBe(0);
  });

  it('can be used by keyboard', async () => {
    await open();
    for (const target of ['.btn.authorize', '.operation-filter-input', '.opblock-summary-control']) {
      await tabTo(page, target);
      expect(await focusIsVisible(page)).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.waitForSelector('.opblock.is-open');
  });

  it('sends a browser without scripts to the reference', async () => {
    ({ page } = await openPage(browser, portico.url, { ...DESKTOP, javaScriptEnabled: false }));
    await page.goto(`${portico.url}/docs`);
    await page.getByRole('link', { name: 'reference' }).click();
    await page.waitForURL(`${portico.url}/reference`);
  });
});

const name = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

const goodStatus = ({ operation }: Route): string =>
  Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? 'none';

/**
 * Everything, what deletes last, and of that what is within something before the thing itself. Left out is what would
 * fail the calls after it: a rotated token, a portal or blueprint that is gone; and what takes a secret, of which no
 * example can be right.
 */
function routesToTry(): Route[] {
  const spoiling = /\/portal\/token$|\/delete$|^\/oauth2\/token$|^\/users\/password$/;
  const tried = routes.filter(({ path }) => !spoiling.test(path));
  const deletes = ({ method }: Route) => method === 'delete';
  return [...tried.filter((route) => !deletes(route)), ...tried.filter(deletes).reverse()];
}

/** Fills in the credentials of every scheme, through the dialog. */
async function authorize(page: Page): Promise<void> {
  await page.locator('.btn.authorize').click();
  for (const [scheme, { type }] of Object.entries(document.components.securitySchemes ?? {})) {
    const form = page.locator('.auth-container form', { hasText: scheme });
    await form.locator('input').fill(type === 'http' ? KEY : portalToken);
    await form.getByRole('button', { name: 'Apply credentials' }).click();
  }
  await page.locator('.close-modal').click();
}

const untilShown = (page: Page, count: number) =>
  page.waitForFunction(`document.querySelectorAll('.opblock').length === ${count}`);

/** Presses Execute with the examples as they are, and reads the status that the page shows. */
async function tryOut(page: Page, { operation }: Route): Promise<string> {
  const block: Locator = page.locator(`[id$="-${operation.operationId}"].opblock`);
  await block.locator('.opblock-summary-control').click();
  await block.locator('.btn.execute').click();
  const status = block.locator('.live-responses-table .response-col_status').last();
  const text = (await status.textContent()) ?? '';
  await block.locator('.opblock-summary-control').click();
  return text.trim().slice(0, 3);
}
