import type { NestExpressApplication } from '@nestjs/platform-express';
import { source as axe, type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { exampleCase } from '../../../../test/pages/example-board';
import { id } from '../../../../test/pages/example-lines';
import { open, openBrowser, type Visit, visitor } from '../../../../test/pages/browser';
import { GivenAnswers, startPagesApp } from '../../../../test/pages/pages-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { AcknowledgeAlert } from '../alerts/commands';

jest.setTimeout(60_000);

let database: TestDatabase;
let app: NestExpressApplication;
let browser: Browser;
let url: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  database = await testDatabase();
  app = await startPagesApp(database.appUrl);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  browser = await openBrowser();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await database.drop();
});

const resettlement = 'resettlement-downview';
const her = `/cases/${exampleCase.caseId}`;
const acknowledge = `${her}/alerts/${id(903)}/acknowledge`;
const visit = async (path: string, how: Visit = {}) => {
  const context = await visitor(browser, url, { account: resettlement, ...how });
  contexts.push(context);
  return open(context, path);
};

/** Violations of WCAG 2.2 AA and of axe's good practices, with where they are. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(
    ({ id: rule, nodes }) =>
      `${rule}: ${nodes
        .map((node) => node.html)
        .join(' | ')
        .slice(0, 300)}`,
  );
};

const pages = [
  ['the board', '/'],
  ['the board with an error', '/?prison=XXX'],
  ['her page', her],
  ['a form about an alert', acknowledge],
  ['a form about a task', `${her}/tasks/${id(802)}/hand-over`],
  ['the choice of an account', '/demo/identity'],
  ['a page that is not there', '/nowhere'],
] as const;

describe.each([1280, 375])('on a screen %i wide', (width) => {
  it.each(pages)('%s has no violation of WCAG 2.2 AA', async (_, path) => {
    const { page } = await visit(path, { width });
    expect(await violations(page)).toEqual([]);
  });

  it.each(pages)('%s fits: nothing has to be scrolled sideways', async (_, path) => {
    const { page } = await visit(path, { width });
    await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
});

describe('with every explanation open', () => {
  it.each([
    ['the board', '/'],
    ['her page', her],
  ])('%s has no violation of WCAG 2.2 AA', async (_, path) => {
    const { page } = await visit(path);
    await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
    expect(await violations(page)).toEqual([]);
  });
});

describe('a browser', () => {
  it('finds all that a page asks for, and blocks nothing of it', async () => {
    for (const path of ['/', her, acknowledge, '/demo/identity']) {
      expect((await visit(path)).complaints).toEqual([]);
    }
  });

  it('fetches no font that is licensed to others', async () => {
    const { page } = await visit('/');
    const family = await page.evaluate<string>("getComputedStyle(document.querySelector('h1')).fontFamily");
    expect(family).not.toContain('GDS');
    expect(await page.evaluate('document.fonts.size')).toBe(0);
  });
});

describe.each([true, false])('with JavaScript %s', (javaScript) => {
  it('the board is filtered and a woman opened', async () => {
    const { page } = await visit('/', { javaScript });
    await page.getByLabel('Prison').selectOption('DWI');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/prison=DWI/);
    expect(await page.getByLabel('Prison').inputValue()).toBe('DWI');
    await page.getByRole('link', { name: 'Maya Example' }).first().click();
    await page.waitForURL(`**${her}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Maya Example');
  });

  it('an alert explains itself', async () => {
    const { page } = await visit('/', { javaScript });
    const rule = page.getByText('Every one of the first 84 nights').first();
    expect(await rule.isVisible()).toBe(false);
    await page.getByText('Why am I seeing this?').first().click();
    expect(await rule.isVisible()).toBe(true);
  });

  it('a form is corrected and sent', async () => {
    const answers = app.get(GivenAnswers);
    answers.carriedOut.length = 0;
    const { page } = await visit(acknowledge, { javaScript });
    await page.getByLabel('What you will do').fill('Ring the hostel');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Say by when you will do it' }).click();
    expect(await page.getByLabel('What you will do').inputValue()).toBe('Ring the hostel');
    for (const [label, value] of [
      ['Day', '12'],
      ['Month', '3'],
      ['Year', '2027'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(value);
    }
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**${her}`);
    expect(answers.carriedOut).toEqual([
      new AcknowledgeAlert(
        { caseId: exampleCase.caseId, alertId: id(903) },
        { willDo: 'Ring the hostel', by: '2027-03-12' as never },
      ),
    ]);
  });

  it('someone who is not signed in chooses an account and comes back', async () => {
    const { page } = await visit('/?days=14', { javaScript, account: undefined });
    await page.getByLabel('Healthcare, Downview (demo)').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/\?days=14$/);
    expect(await page.locator('.ttg-account__title').innerText()).toBe('Healthcare, Downview (demo)');
  });
});

describe('on paper', () => {
  it('says that the data is synthetic, fits, and prints no address behind a name', async () => {
    const { page } = await visit('/', { width: 794 });
    const behind = () => page.evaluate("getComputedStyle(document.querySelector('tbody a'), '::after').content");
    await page.emulateMedia({ media: 'print' });
    expect(await behind()).toBe('none');
    expect(await page.getByText('Synthetic data').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Show' }).isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(794);
  });
});

describe('by keyboard alone', () => {
  it('the navigation is skipped, a reason opened, and her page reached', async () => {
    const { page } = await visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate<string>("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')");
    const seen: string[] = [];
    while (seen.length < 12 && !seen.at(-1)?.startsWith('Why am I')) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    expect(seen).toContain('Ruth Example');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Ruth Example');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/cases/${id(1)}`);
  });

  it('what has the focus can be seen', async () => {
    const { page } = await visit('/');
    const colour = () => page.evaluate("getComputedStyle(document.querySelector('tbody a')).backgroundColor");
    const before = await colour();
    const focused = () => page.evaluate("document.activeElement === document.querySelector('tbody a')");
    for (let presses = 0; presses < 15 && !(await focused()); presses += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe(true);
    expect(await colour()).not.toBe(before);
  });

  it('an error takes the focus to itself', async () => {
    const { page } = await visit('/?prison=XXX');
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
  });
});
