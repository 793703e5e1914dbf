import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeLeadChannel, makeTenant, type Tenant, unique } from '../factories/factories.js';
import {
  describeInBrowser,
  focusIsVisible,
  launchBrowser,
  openPage,
  overflowOf,
  PHONE,
  tabTo,
} from '../setup/browser.js';
import { paleTexts } from '../setup/contrast.js';
import { type Portico, startPortico } from '../setup/portico.js';

const TYPES: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

describeInBrowser('examples/lead-form', () => {
  let portico: Portico;
  let tenant: Tenant;
  let channelId: string;
  let site: Server;
  let origin: string;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    portico = await startPortico();
    tenant = await makeTenant(portico.em());
    channelId = (await makeLeadChannel(portico.em(), { brand: tenant.brand })).id;
    site = createServer((request, response) => {
      const name = basename(new URL(request.url ?? '/', 'http://site').pathname) || 'index.html';
      const file = readFileSync(`examples/lead-form/${name}`, 'utf8');
      response.setHeader('Content-Type', TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain');
      // as whoever takes the page over writes it
      response.end(file.replace(/action="[^"]*"/, `action="${webhook()}"`));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await portico?.stop();
  });
  afterEach(() => page?.context().close());

  const webhook = () => `${portico.url}/leads/channels/${channelId}/webhook`;

  const open = async (options: BrowserContextOptions = PHONE, query = '') => {
    ({ page, complaints } = await openPage(browser, origin, options));
    await page.goto(`${origin}/${query}`);
  };

  /** Presses Send, and waits for what the service answers. */
  const send = async () => {
    const answered = page.waitForResponse(
      (response) => response.url().startsWith(portico.url) && response.request().method() === 'POST',
    );
    await page.getByRole('button', { name: 'Send' }).click();
    return answered;
  };

  const attributesOf = async (contactId: string): Promise<string[]> => {
    const { body } = await portico.api.get(`/contacts/${contactId}?associations=contact.attributes`, {
      bearer: tenant.key,
    });
    const attributes = body.data.attributes as { attribute_type: string; text: string }[];
    return attributes.map(({ attribute_type: type, text }) => `${type}=${text}`).sort();
  };

  it('captures a lead from another origin', async () => {
    await open(PHONE, `?url=${encodeURIComponent(`${portico.url}/`)}&channel=${channelId}`);
    const email = `${unique('page')}@example.com`;
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('buy', { exact: true }).check();
    await page.getByLabel('Your question').fill('Is it still for sale?');
    const answer = await send();
    await page.getByRole('status').getByText('Thank you').waitFor();
    expect(await page.getByRole('button').isVisible()).toBe(false);
    expect(complaints).toEqual([`asks ${webhook()}`]);

    const { data } = (await answer.json()) as { data: { contact: string; parsed_payload: object } };
    expect(await attributesOf(data.contact)).toEqual([
      `email=${email}`,
      'first_name=Sam',
      'note=Is it still for sale?',
      'source=Lead form',
      'tag=Buyer',
    ]);
    expect(data.parsed_payload).toMatchObject({ referer_url: page.url() });
  });

  it('works without scripts', async () => {
    await open({ ...PHONE, javaScriptEnabled: false });
    const email = `${unique('plain')}@example.com`;
    await page.getByLabel('First name').fill('Kim');
    await page.getByLabel('E-mail address').fill(email);
    for (const name of ['buy', 'sell']) await page.getByLabel(name, { exact: true }).check();
    const answer = await send();
    expect(answer.request().headers()['content-type']).toBe('application/x-www-form-urlencoded');
    const { data } = (await answer.json()) as { data: { contact: string } };
    expect(await attributesOf(data.contact)).toEqual([
      `email=${email}`,
      'first_name=Kim',
      'source=Lead form',
      'tag=Buyer',
      'tag=Seller',
    ]);
  });

  it('says beside a field what is wrong with it, whoever found it', async () => {
    await open();
    await page.getByRole('button', { name: 'Send' }).click();
    const wrong = page.locator('.wrong');
    expect(await wrong.allTextContents()).toEqual([
      'First name is needed',
      'E-mail address or a phone number is needed',
    ]);
    const first = page.getByLabel('First name');
    expect(await first.evaluate('document.activeElement.id')).toBe('first_name');
    expect(await first.getAttribute('aria-describedby')).toBe('first_name-wrong');
    expect(complaints).toEqual([]);

    await first.fill('Sam');
    await page.getByLabel('E-mail address').fill('nobody');
    await page.getByLabel('Phone number').fill('12');
    expect((await send()).status()).toBe(400);
    await wrong.nth(1).waitFor();
    expect(await wrong.allTextContents()).toEqual([
      'E-mail address must be an e-mail address',
      'Phone number must be a phone number, such as +15555550123, and without extension',
    ]);
    expect(await page.evaluate(paleTexts)).toEqual([]);
  });

  it('says so when nobody answers', async () => {
    await open(PHONE, `?url=${encodeURIComponent('http://127.0.0.1:1')}`);
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('Phone number').fill('2025550101');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('cannot be reached').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('can be read and used by keys on a phone, %s', async (colorScheme) => {
    await open({ ...PHONE, colorScheme });
    expect(await page.evaluate(paleTexts)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await tabTo(page, 'button');
    expect(await focusIsVisible(page)).toBe(true);
    await page.setViewportSize({ width: 320, height: 600 });
    expect(await overflowOf(page)).toBe(0);
  });
});
