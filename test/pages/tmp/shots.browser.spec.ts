import type { NestExpressApplication } from '@nestjs/platform-express';
import { testDatabase, type TestDatabase } from '../../postgres/database';
import { id } from '../example-lines';
import { openBrowser, open, visitor } from '../browser';
import { startPagesApp, GivenAnswers, InThePast } from '../pages-app';
let db: TestDatabase;
let app: NestExpressApplication;
beforeAll(async () => {
  db = await testDatabase();
  app = await startPagesApp(db.appUrl);
  await app.listen(0, '127.0.0.1');
}, 60000);
afterAll(async () => {
  await app.close();
  await db.drop();
});
it('shots', async () => {
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser = await openBrowser();
  for (const width of [1280, 375]) {
    const context = await visitor(browser, url, { width, account: 'resettlement-downview' });
    for (const [name, path] of [
      ['board', '/'],
      ['case', `/cases/${id(2)}`],
      ['form', `/cases/${id(2)}/alerts/${id(903)}/acknowledge`],
      ['handover', `/cases/${id(2)}/tasks/${id(802)}/hand-over`],
      ['picker', '/demo/identity'],
      ['404', '/nowhere'],
    ] as const) {
      const { page, complaints } = await open(context, path);
      console.log(width, name, complaints);
      await page.screenshot({ path: `/tmp/shot-${name}-${width}.png`, fullPage: true });
      if (name === 'form') {
        await page.click('button:has-text("Save")');
        await page.screenshot({ path: `/tmp/shot-formerr-${width}.png`, fullPage: true });
      }
      await page.close();
    }
  }
  await browser.close();
}, 120000);
