import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { type Document, type Route, routesOf } from '../../src/docs/openapi-types.js';
import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import { type Portico, startPortico } from '../setup/portico.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
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
});

const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser)
  console.warn(`The pages are not tested in a browser: there is no ${CHROMIUM}; set CHROMIUM.`);

(hasBrowser ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  /** What should not have happened: requests to other hosts, and complaints of the browser. */
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== portico.url && protocol !== 'data:') complaints.push(`asks ${request.url()}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });
  afterEach(() => page.close());

  describe('/docs', () => {
    it('shows the groups in order', async () => {
      await page.goto(`${portico.url}/docs`);
      await page.waitForSelector('.opblock');
      const groups = await page
        .locator('.opblock-tag')
        .evaluateAll((tags) =>
          tags.map((tag) => (tag as unknown as { dataset: { tag: string } }).dataset.tag),
        );
      expect(groups).toEqual(document.tags?.map(({ name }) => name));
      expect(complaints).toEqual([]);
    });

    it('answers what is tried out, with the examples as they stand', async () => {
      await page.goto(`${portico.url}/docs`);
      await authorize(page);
      const statuses: Record<string, string> = {};
      for (const route of routesToTry()) statuses[name(route)] = await tryOut(page, route);
      expect(statuses).toEqual(
        Object.fromEntries(routesToTry().map((route) => [name(route), goodStatus(route)])),
      );
      expect(complaints).toEqual([]);
    }, 300_000);

    it('still knows the credentials after a reload', async () => {
      await page.goto(`${portico.url}/docs`);
      await authorize(page);
      await page.reload();
      const route = routes.find(({ operation }) => operation.operationId === 'getPortal') as Route;
      expect(await tryOut(page, route)).toBe('200');
    });
  });

  describe('/reference', () => {
    it('has the groups and operations as headings, in order', async () => {
      await page.goto(`${portico.url}/reference`);
      const groups = await page.locator('main .group h2').allTextContents();
      expect(groups).toEqual([...(document.tags ?? []).map(({ name: tag }) => tag), 'Types']);
      const headings = await page.locator('main article:not([id^=type-]) h3').allTextContents();
      const expected = (document.tags ?? []).flatMap(({ name: tag }) =>
        routes
          .filter(({ operation }) => operation.tags?.includes(tag))
          .map(({ operation }) => operation.summary),
      );
      expect(headings).toEqual(expected);
      expect(await page.locator('nav li .method').count()).toBe(routes.length);
      expect(complaints).toEqual([]);
    });

    it('shows where to call, with what, and what is answered', async () => {
      await page.goto(`${portico.url}/reference`);
      const operation = page.locator('#searchPortal');
      expect(await operation.locator('.uri code').textContent()).toBe('/portals/search{?hostname}');
      expect(await operation.locator('.example-uri code').textContent()).toBe(
        '/portals/search?hostname=portal-testhost',
      );
      expect(await operation.locator('.parameters').first().textContent()).toContain(
        'Example: portal-testhost',
      );
      const example = await operation.locator('.code details[open] pre').textContent();
      expect(JSON.parse(example ?? '')).toEqual(
        document.paths['/portals/search']?.get?.responses['200']?.content?.['application/json']?.example,
      );
    });

    it('has no link to nowhere', async () => {
      await page.goto(`${portico.url}/reference`);
      const dangling = await page.locator('a[href^="#"]').evaluateAll((links) => {
        const anchors = links as unknown as {
          hash: string;
          ownerDocument: { getElementById(id: string): unknown };
        }[];
        return anchors
          .map(({ hash, ownerDocument }) => ({
            hash,
            found: ownerDocument.getElementById(hash.slice(1)) !== null,
          }))
          .filter(({ found }) => !found)
          .map(({ hash }) => hash);
      });
      expect(dangling).toEqual([]);
    });

    it('fits a narrow screen', async () => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${portico.url}/reference`);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
    });
  });
});

const name = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

const goodStatus = ({ operation }: Route): string =>
  Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? 'none';

/**
 * Everything, what deletes last. Left out is what would fail the calls after it: a rotated token, a portal or
 * blueprint that is gone.
 */
function routesToTry(): Route[] {
  const spoiling = /\/portal\/token$|\/delete$/;
  const tried = routes.filter(({ path }) => !spoiling.test(path));
  const deletes = ({ method }: Route) => method === 'delete';
  return [...tried.filter((route) => !deletes(route)), ...tried.filter(deletes)];
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
