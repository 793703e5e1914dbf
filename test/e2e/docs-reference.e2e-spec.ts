import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import { type Document, examplesOf, routesOf } from '../../tools/reference/openapi.js';
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
  portalToken = (await prepareDatabase(portico.app))?.portalToken ?? '';
  portico.keepSecret(KEY);
  portico.keepSecret(portalToken);
});
afterAll(() => portico.stop());

describeInBrowser('/reference in a browser', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(() => page?.context().close());

  const open = async (options: BrowserContextOptions = DESKTOP, anchor = '') => {
    ({ page, complaints } = await openPage(browser, portico.url, options));
    await page.goto(`${portico.url}/reference${anchor}`);
  };

  it('has the groups and operations as headings, in order', async () => {
    await open();
    const groups = await page.locator('main .group h2').allTextContents();
    expect(groups).toEqual([...(document.tags ?? []).map(({ name: tag }) => tag), 'Types']);
    const headings = await page.locator('main article h3').allTextContents();
    const expected = (document.tags ?? []).flatMap(({ name: tag }) =>
      routes
        .filter(({ operation }) => operation.tags?.includes(tag))
        .map(({ operation }) => operation.summary),
    );
    expect(headings).toEqual(expected);
    expect(await page.locator('nav li .method').count()).toBe(routes.length);
    expect(await page.locator('details.type').count()).toBe(Object.keys(document.components.schemas).length);
    expect(complaints).toEqual([]);
  });

  it('shows where to call, with what, and what is answered', async () => {
    await open();
    const operation = page.locator('#lookUpPortal');
    expect(await operation.locator('.uri code').textContent()).toBe('/portals/search{?hostname}');
    expect(await operation.locator('.example-uri code').textContent()).toBe(
      '/portals/search?hostname=portal-testhost',
    );
    expect(await operation.locator('.parameters').first().textContent()).toContain(
      'Example: portal-testhost',
    );
    expect(await operation.getByText('is Portal.').textContent()).toBe('data is Portal.');
    const example = await operation.locator('.code details[open] pre').textContent();
    const media =
      document.paths['/portals/search']?.get?.responses['200']?.content?.['application/json'] ?? {};
    expect([{ value: JSON.parse(example ?? '') }]).toEqual(examplesOf(document, media));
  });

  it('has no link to nowhere, and no id twice', async () => {
    await open();
    expect(
      await page.evaluate(`[...document.querySelectorAll('a[href^="#"]')]
        .map(({ hash }) => hash.slice(1)).filter((id) => !document.getElementById(id))`),
    ).toEqual([]);
    expect(
      await page.evaluate(`[...document.querySelectorAll('[id]')]
        .map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index)`),
    ).toEqual([]);
  });

  describe('the filter', () => {
    const found = () => page.locator('nav li[data-words]:visible a').evaluateAll(hashes);
    const hashes = (links: unknown[]) => (links as { hash: string }[]).map(({ hash }) => hash);

    it.each([
      ['trailing dot', '#lookUpPortal'], // of the description
      ['LOOK  up by', '#lookUpPortal'], // of the summary
      ['delete /hostnames', '#removeHostname'], // of the method and of the path
      ['blueprints jsonl', '#listBlueprints'], // of the group and of the description
      ['timestamp_lte', '#listContactActivities'], // of a parameter
    ])('finds by %s', async (words, hash) => {
      await open();
      await page.getByLabel('Find operations').fill(words);
      expect(await found()).toEqual([hash]);
      expect(await page.getByRole('status').textContent()).toBe(`1 of ${routes.length} operations`);
      await page.keyboard.press('Enter');
      expect(await isInView(page, hash)).toBe(true);
      await page.getByLabel('Find operations').press('Escape');
      expect(await found()).toHaveLength(routes.length);
    });

    it('shows no empty group', async () => {
      await open();
      await page.getByLabel('Find operations').fill('no such words');
      expect(await found()).toEqual([]);
      expect(await page.locator('nav h2:visible').count()).toBe(0);
    });
  });

  it('leads to a type that is folded, and unfolds it', async () => {
    await open();
    await page.locator('#lookUpPortal .text').getByRole('link', { name: 'Portal', exact: true }).click();
    await page.waitForSelector('details.type[open] #type-Portal');
    expect(await isInView(page, '#type-Portal')).toBe(true);
    expect(await page.locator('details.type[open]').count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)('can be read in %s colours', async (colorScheme) => {
    await open({ ...DESKTOP, colorScheme });
    await page.evaluate('document.querySelectorAll("details").forEach((part) => (part.open = true))');
    expect(await page.evaluate(paleTexts)).toEqual([]);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(21, 27, 32)' : 'rgb(255, 255, 255)');
  });

  it('fits a phone, its navigation behind a button', async () => {
    await open(PHONE);
    expect(await overflowOf(page)).toBe(0);
    await page.evaluate('document.querySelectorAll("details").forEach((part) => (part.open = true))');
    expect(await overflowOf(page)).toBe(0);
    expect(await page.locator('nav').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Contents' }).click();
    expect(await page.locator('nav').isVisible()).toBe(true);
    await page.locator('nav a[href="#recordActivity"]').click();
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await isInView(page, '#recordActivity')).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('copies a block of code', async () => {
    await open();
    const block = page.locator('#addHostname .panel.curl');
    await block.getByRole('button', { name: 'Copy' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await block.locator('pre').textContent(),
    );
  });

  it.each([
    'GET /portals/search', // open to anybody
    'GET /portals/{id}/contacts/{contact}/timeline', // with the portal's token
    'PUT /brands/{brand}/portal', // with a bearer token, and no body
    'POST /brands', // with a bearer token
    'POST /api/v1/portal/create',
    'POST /portals/{id}/contacts/{contact}/timeline', // with the portal's token
    'POST /portals/{id}/contacts/{contact}/attributes',
    'POST /portals/{id}/access',
  ])('has a command for %s that works as pasted', async (call) => {
    await open();
    const command =
      (await page
        .locator(`#${idOf(call)} .panel.curl pre`)
        .first()
        .textContent()) ?? '';
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-c', `curl() { command curl -sS -w '\\n%{http_code}' "$@"; }\n${toTestServer(command)}`],
      { env: { PATH: process.env['PATH'], KEY, TOKEN: portalToken } },
    );
    expect(stdout).toMatch(/\n200$/);
  });

  it('shows the raw request beside it', async () => {
    await open();
    const operation = page.locator('#addContactAttributes');
    await operation.getByText('HTTP', { exact: true }).click();
    expect(await operation.locator('.panel.curl').isVisible()).toBe(false);
    expect(await operation.locator('.panel.http').textContent()).toMatch(
      /^POST \/portals\/\S+\/attributes HTTP\/1.1\nHost: .*\nX-RECHAT-PORTAL-TOKEN: .*\nContent-Type: application\/json\n\n{/,
    );
  });

  it('can be used by keyboard', async () => {
    await open();
    for (const target of ['.skip', '#filter', 'nav li a']) {
      await tabTo(page, target);
      expect(await focusIsVisible(page)).toBe(true);
    }
    await tabTo(page, '.copyable > button', 160);
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await tabTo(page, '.tabs > input');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.panel.http').first().isVisible()).toBe(true);
  });

  it('lets the keyboard skip the navigation', async () => {
    await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'main a', 1);
  });

  it('moves nothing by itself', async () => {
    await open();
    expect(
      await page.evaluate(`[...document.querySelectorAll('*')].map((element) => getComputedStyle(element))
        .filter(({ transitionDuration, animationName, scrollBehavior }) =>
          transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto').length`),
    ).toBe(0);
  });

  describe.each([
    ['a desktop', DESKTOP],
    ['a phone', PHONE],
  ])('without scripts, on %s', (_device, options) => {
    it('can be read, and its links work', async () => {
      await open({ ...options, javaScriptEnabled: false });
      expect(await page.locator('#filter').isVisible()).toBe(false);
      const button = page.getByRole('button', { name: 'Contents' });
      if (await button.isVisible()) await button.click();
      await page.locator('nav a[href="#addHostname"]').click();
      expect(page.url()).toMatch(/#addHostname$/);
      expect(await page.locator('#addHostname .panel.curl').textContent()).toContain('curl');
      expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
    });
  });
});

/** The name of the operation `GET /portals/search`. */
const idOf = (call: string): string =>
  routes.find(({ method, path }) => call === `${method.toUpperCase()} ${path}`)?.operation.operationId ?? '';

const toTestServer = (command: string): string => command.replaceAll('http://127.0.0.1:3000', portico.url);
