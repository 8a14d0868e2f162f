import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium that test/run.mjs found or was told of; where a suite is run by hand, the first on the path. */
const executablePath = (): string | undefined =>
  process.env['CHROMIUM'] ??
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/** @throws Error where there is none: `npm test` leaves browser suites out then, and says so. */
export const openBrowser = (): Promise<Browser> => {
  const program = executablePath();
  if (!program) throw new Error('There is no Chromium here. Install one, or name it with CHROMIUM=/path/to/it.');
  // Containers have neither user namespaces for a sandbox nor much shared memory. Only our own pages are opened.
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
};

export interface Visit {
  readonly width?: number;
  readonly javaScript?: boolean;
  readonly account?: string;
}

/** Somebody signed in with a demo account, on a screen of that width. */
export const visitor = async (
  browser: Browser,
  url: string,
  { width = 1280, javaScript = true, account }: Visit = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    javaScriptEnabled: javaScript,
  });
  if (account) await context.addCookies([{ name: 'demo-identity', value: account, url }]);
  return context;
};

/** Loads a page and fails on anything the browser complains of: a blocked script, a style that is not there. */
export const open = async (context: BrowserContext, path: string): Promise<{ page: Page; complaints: string[] }> => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on(
    'response',
    (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
  );
  await page.goto(path);
  return { page, complaints };
};
