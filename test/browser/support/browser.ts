import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

/** What a page complained of: errors of the console, of scripts, and of its Content-Security-Policy. Empty, or the test fails. */
type Complaints = string[];

export type OpenPage = { readonly context: BrowserContext; readonly page: Page; readonly complaints: Complaints };

/** Answers that are expected to be no success: whoever is signed in nowhere asks for a session once. */
const EXPECTED = /status of 401|status of 412/;

export async function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

function listen(page: Page, complaints: Complaints): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}

type Options = { readonly colorScheme?: 'light' | 'dark'; readonly width?: number; readonly height?: number };

/** A browser of its own, with nothing in it. */
export async function openPage(browser: Browser, options: Options = {}): Promise<OpenPage> {
  const { colorScheme = 'light', width = 1440, height = 900 } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const complaints: Complaints = [];
  context.on('page', (page) => listen(page, complaints));
  return { context, page: await context.newPage(), complaints };
}
