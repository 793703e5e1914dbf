import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser)
  console.warn(`The pages are not tested in a browser: there is no ${CHROMIUM}; set CHROMIUM.`);

/** `describe`, where there is a browser. */
export const describeInBrowser = hasBrowser ? describe : describe.skip;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
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
}

export const DESKTOP = { viewport: { width: 1400, height: 1000 } };
export const PHONE = { viewport: { width: 390, height: 844 } };

export interface WatchedPage {
  page: Page;
  /** What should not have happened: requests to other hosts, and complaints of the browser. */
  complaints: string[];
}

/** A page in a context of its own, so that nothing is known from a page before. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = DESKTOP,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.setDefaultTimeout(15_000);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin && asked.protocol !== 'data:') complaints.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

/** By how many pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Whether the top of the element with this selector is on the screen. */
export const isInView = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`(() => {
    const { top } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  })()`);

/** Presses Tab until what has the focus matches `selector`; fails after `most` steps. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Whether what has the focus shows it. */
export const focusIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate(
    `getComputedStyle(document.activeElement).outlineStyle !== 'none' && parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2`,
  );
