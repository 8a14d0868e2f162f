import { source as axe, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { open, openBrowser, type Visit, visitor } from './browser';
import { type RealApp, startRealApp } from './real-app';
import { type ShownAsReleased, shownAsReleased } from './shown-as-released';

jest.setTimeout(60_000);

let real: RealApp;
let browser: Browser;
let url: string;
let she: ShownAsReleased;

beforeAll(async () => {
  real = await startRealApp('2027-01-11');
  await real.app.listen(0, '127.0.0.1');
  url = await real.app.getUrl();
  she = await shownAsReleased(real);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await real.close();
});

const form = async (how: Visit = {}): Promise<{ page: Page; complaints: string[] }> =>
  open(await visitor(browser, url, { account: 'resettlement-bronzefield', ...how }), she.form);

/** Violations of WCAG 2.2 AA and of axe's good practices. */
const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const { passes, violations: found } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  expect(passes.length).toBeGreaterThan(10);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
};

describe('the form on which a release is taken back', () => {
  it.each([1280, 375])(
    'has no violation of WCAG 2.2 AA on a screen %i wide, empty or with what is wrong',
    async (width) => {
      const { page, complaints } = await form({ width });
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByRole('alert').waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  it('leads from what is wrong to where it is mended, and from there to her page: without JavaScript too', async () => {
    const { page } = await form({ javaScript: false });
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('link', { name: 'Choose why it was no release' }).click();
    expect(page.url()).toMatch(/#reason$/);
    await page.getByLabel('It was recorded in error').check();
    for (const [box, typed] of [
      ['Day', '19'],
      ['Month', '2'],
      ['Year', '2027'],
    ] as const)
      await page.getByLabel(box, { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.waitForURL((at) => at.pathname === she.her);
  });
});
