import type { NestExpressApplication } from '@nestjs/platform-express';
import { parse, type HTMLElement } from 'node-html-parser';
import request from 'supertest';
import type { App } from 'supertest/types';
import { GivenBoard, startPagesApp } from '../../../../test/pages/pages-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';

let database: TestDatabase;
let app: NestExpressApplication;
let server: App;

beforeAll(async () => {
  database = await testDatabase();
  app = await startPagesApp(database.appUrl);
  server = app.getHttpServer();
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const get = (path: string, account = 'resettlement-downview') =>
  request(server).get(path).set('Accept', 'text/html').set('Cookie', `demo-identity=${account}`);
const html = (response: request.Response): HTMLElement => {
  expect(response.type).toBe('text/html');
  return parse(response.text);
};
const textOf = (page: HTMLElement, selector: string) => page.querySelector(selector)?.text.trim().replace(/\s+/g, ' ');

describe('every page', () => {
  it('says that the data is synthetic, who is signed in, and how to be another', async () => {
    const page = html(
      await get('/?prison=DWI&after=')
        .expect(400)
        .then(() => get('/?prison=DWI')),
    );
    expect(textOf(page, '.govuk-phase-banner')).toContain('Synthetic data');
    expect(textOf(page, '.ttg-account__title')).toBe('Resettlement officer, Downview (demo)');
    expect(page.querySelector('.ttg-account a')?.getAttribute('href')).toBe('/demo/identity?to=%2F%3Fprison%3DDWI');
  });

  it('is kept by nobody, tells no address to others, and lets nothing foreign run', async () => {
    const { headers } = await get('/').expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toContain("script-src 'self' 'sha256-");
  });

  it('has all that it asks for', async () => {
    const page = html(await get('/'));
    const asked = [
      ...page.querySelectorAll('link[href]').map((link) => link.getAttribute('href')),
      ...page.querySelectorAll('script[src]').map((script) => script.getAttribute('src')),
    ];
    expect(asked).toHaveLength(5);
    for (const url of asked)
      await request(server)
        .get(url ?? '')
        .expect(200)
        .expect('Cache-Control', /immutable/);
  });

  it('has a way past the navigation and says its language', async () => {
    const page = html(await get('/'));
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(page.querySelector('.govuk-skip-link')?.getAttribute('href')).toBe('#main-content');
    expect(page.querySelector('main#main-content')).not.toBeNull();
  });

  it('carries neither the crown nor words of GOV.UK', async () => {
    const { text } = await get('/');
    expect(text).not.toMatch(/crown|gov\.uk -|GDS Transport/i);
  });
});

describe('a problem', () => {
  it('of something that is not there is a page of its own', async () => {
    const page = html(await get('/nowhere').expect(404));
    expect(textOf(page, 'h1')).toBe('Page not found');
    expect(textOf(page, 'title')).toBe('Page not found – Through the Gate');
  });

  it('of ours says how to ask about it, and nothing of what it was', async () => {
    const board = app.get(GivenBoard);
    board.failure = new Error('a value of hers');
    const response = await get('/').expect(500);
    board.failure = undefined;
    expect(textOf(html(response), '.ttg-reference')).toBe(response.headers['x-correlation-id']);
    expect(response.text).not.toContain('a value of hers');
  });

  it('stays JSON for programs', async () => {
    const response = await request(server).get('/nowhere').set('Accept', 'application/json').expect(404);
    expect(response.type).toBe('application/problem+json');
  });
});

describe('someone who is not signed in', () => {
  it('is led to where she can choose, and back to the page she wanted', async () => {
    const response = await request(server).get('/?days=14').set('Accept', 'text/html').expect(303);
    expect(response.headers['location']).toBe('/demo/identity?to=%2F%3Fdays%3D14');
    const page = html(
      await request(server)
        .get(response.headers['location'] ?? '')
        .set('Accept', 'text/html')
        .expect(200),
    );
    expect(page.querySelectorAll('input[type=radio]')).toHaveLength(10);
    expect(page.querySelector('input[name=to]')?.getAttribute('value')).toBe('/?days=14');
  });
});

describe('choosing an account', () => {
  const choose = (typed: object) =>
    request(server).post('/demo/identity').type('form').set('Accept', 'text/html').send(typed);

  it('sets a cookie that no script reads and no other site sends, and goes on', async () => {
    const response = await choose({ account: 'housing-southwark', to: '/?days=14' }).expect(303);
    expect(response.headers['location']).toBe('/?days=14');
    expect(response.headers['set-cookie']).toEqual(['demo-identity=housing-southwark; Path=/; HttpOnly; SameSite=Lax']);
  });

  it('leads to no other site', async () => {
    const response = await choose({ account: 'housing-southwark', to: '//evil.example' }).expect(303);
    expect(response.headers['location']).toBe('/');
  });

  it.each([[{}], [{ account: 'nobody' }], [{ account: ['a', 'b'] }]])(
    'asks again when %j was chosen',
    async (typed) => {
      const response = await choose({ ...typed, to: '/?days=7' }).expect(400);
      const page = html(response);
      expect(textOf(page, '.govuk-error-summary__list')).toBe('Choose an account');
      expect(textOf(page, 'title')).toMatch(/^Error: /);
      expect(page.querySelector('input[name=to]')?.getAttribute('value')).toBe('/?days=7');
      expect(response.headers['set-cookie']).toBeUndefined();
    },
  );

  it.each([{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }])(
    'is not done for another site (%j)',
    async (headers) => {
      const response = await choose({ account: 'administrator', to: '/' }).set(headers).expect(403);
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(textOf(html(response), 'h1')).toBe('That did not come from our pages');
    },
  );
});

describe('without DEMO', () => {
  it('there are neither demo accounts nor a word of synthetic data', async () => {
    const real = await startPagesApp(database.appUrl, { demo: false });
    try {
      const asked = request(real.getHttpServer());
      const response = await asked
        .get('/')
        .set('Accept', 'text/html')
        .set('Cookie', 'demo-identity=administrator')
        .expect(401);
      expect(response.text).not.toContain('Synthetic data');
      await request(real.getHttpServer()).get('/demo/identity').set('Accept', 'text/html').expect(404);
    } finally {
      await real.close();
    }
  });
});
