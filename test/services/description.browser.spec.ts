import type { Browser } from 'playwright-core';
import { open, openBrowser, visitor } from '../pages/browser';
import { type Deployed, deploy } from './deployed';

jest.setTimeout(120_000);

let services: Deployed;
let browser: Browser;

beforeAll(async () => {
  services = await deploy();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await services.remove();
});

describe('the page that shows the API, where contexts run apart', () => {
  it('shows that of all of them', async () => {
    const { page, complaints } = await open(await visitor(browser, services.url), '/api/docs');
    await page.waitForSelector('.opblock-summary-path');
    const paths = (await page.locator('.opblock-summary-path').allTextContents()).map((path) =>
      path.replaceAll('\u200b', ''),
    );
    for (const context of ['people', 'custody', 'sharing', 'housing', 'health', 'readiness'])
      expect(paths.filter((path) => path.startsWith(`/api/v1/${context}/`))).not.toEqual([]);
    expect(complaints).toEqual([]);
  });
});
