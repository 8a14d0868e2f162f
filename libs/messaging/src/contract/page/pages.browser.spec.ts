import type { NestExpressApplication } from '@nestjs/platform-express';
import { source as axe, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { startContractApp } from '../../../../../test/event-schemas/contract-app';
import { open, openBrowser, type Visit, visitor } from '../../../../../test/pages/browser';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';

jest.setTimeout(60_000);

let database: TestDatabase;
let app: NestExpressApplication;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  app = await startContractApp(database.appUrl);
  await app.listen(0, '127.0.0.1');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await database.drop();
});

const seen = async (path: string, how: Visit, look: (page: Page) => Promise<void>): Promise<void> => {
  const context = await visitor(browser, await app.getUrl(), how);
  try {
    const { page, complaints } = await open(context, path);
    await look(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
};

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`.slice(0, 300));
};

describe.each([1280, 375])('on a screen %i wide', (width) => {
  it.each([
    ['all events', '/api/events'],
    ['an event', '/api/events/custody.reception-screening-completed.v1'],
    ['an event with long names', '/api/events/housing.duty-to-refer-made.v1'],
  ])('%s: no violation of WCAG 2.2 AA, nothing to be scrolled sideways, nothing blocked', (_, path) =>
    seen(path, { width }, async (page) => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }),
  );
});

it('an event is found without JavaScript', () =>
  seen('/api/events', { javaScript: false }, async (page) => {
    await page.getByRole('link', { name: 'Duty decided' }).click();
    await page.waitForURL('**/api/events/housing.duty-decided.v1');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Duty decided');
    expect(await page.getByText('s.189B').isVisible()).toBe(true);
  }));
