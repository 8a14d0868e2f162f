import type { NestExpressApplication } from '@nestjs/platform-express';
import { type HTMLElement, parse } from 'node-html-parser';
import request from 'supertest';
import { startContractApp } from '../../../../../test/event-schemas/contract-app';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';
import type { EventsDocument } from '../asyncapi/document';

let database: TestDatabase;
let app: NestExpressApplication;

beforeAll(async () => {
  database = await testDatabase();
  app = await startContractApp(database.appUrl);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const get = (path: string): request.Test => request(app.getHttpServer()).get(path).set('Accept', 'text/html');
const pageAt = async (path: string): Promise<HTMLElement> => {
  const response = await get(path)
    .expect(200)
    .expect('Content-Type', /^text\/html/);
  return parse(response.text);
};
const words = (element: HTMLElement | null): string => element?.text.trim().replace(/\s+/g, ' ') ?? '';
const document = async (): Promise<EventsDocument> =>
  (await get('/api/events.json').expect(200)).body as EventsDocument;

describe('the page of all events', () => {
  it('is open to anybody, and runs and fetches nothing from elsewhere', async () => {
    const { headers, text } = await get('/api/events').expect(200);
    expect(headers['content-security-policy']).toContain("style-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    const asked = parse(text).querySelectorAll('[src], link[href]');
    expect(asked.length).toBeGreaterThan(3);
    for (const one of asked) expect(one.getAttribute('src') ?? one.getAttribute('href')).toMatch(/^\/assets\//);
  });

  it('has every topic, and every event with a page of its own', async () => {
    const page = await pageAt('/api/events');
    const { channels, components } = await document();
    const topics = page.querySelectorAll('.govuk-summary-list__key').map(words);
    expect(topics).toEqual(Object.values(channels).map(({ address }) => address));
    const linked = page.querySelectorAll('th a').map((link) => link.getAttribute('href'));
    expect(linked).toEqual(Object.keys(components.messages).map((name) => `/api/events/${name}`));
    expect(new Set(linked).size).toBeGreaterThan(100);
  });

  it('marks what is internal', async () => {
    const page = await pageAt('/api/events');
    const internal = page.querySelectorAll('th').filter((cell) => cell.querySelector('.govuk-tag'));
    expect(internal.map((cell) => words(cell.querySelector('a')))).toContain('Open case reserved');
    expect(internal.map((cell) => words(cell.querySelector('a')))).not.toContain('Duty to refer made');
  });
});

describe('the page of an event', () => {
  it('is there for each of them', async () => {
    const { components } = await document();
    for (const [name, { title }] of Object.entries(components.messages)) {
      expect(words((await pageAt(`/api/events/${name}`)).querySelector('h1'))).toBe(title);
    }
  });

  it('shows its fields, those under a seal too, with the codes of each', async () => {
    const page = await pageAt('/api/events/housing.duty-to-refer-made.v1');
    const rows = page.querySelectorAll('#fields > div').map((row) => row.querySelectorAll('dt, span, p').map(words));
    expect(rows).toContainEqual(['receiptDueBy', 'date', 'A receipt is expected by the end of this day.']);
    expect(rows).toContainEqual(['reason', 'code', 'homeless, threatened']);
    expect(rows).toContainEqual(['content', 'sealed (contact)', 'Sealed: opened with her key for contact.']);
    expect(rows).toContainEqual(['content.name', 'text; under the seal']);
  });

  it('names the topics it stands on', async () => {
    const topics = async (name: string) =>
      words((await pageAt(`/api/events/${name}`)).querySelectorAll('.govuk-summary-list__value')[2] ?? null);
    expect(await topics('custody.released.v1')).toBe('ttg.events.v1');
    expect(await topics('readiness.alert-raised.v1')).toBe('ttg.events.v1, ttg.alerts.v1');
    expect(await topics('council.referral-made.v1')).toBe('ttg.council.{gssCode}.v1');
  });

  it('leads to the JSON Schema that `dataschema` names', async () => {
    const page = await pageAt('/api/events/custody.released.v1');
    const link = page.querySelectorAll('main a').find((one) => words(one).startsWith('JSON Schema'));
    const response = await get(link?.getAttribute('href') ?? '')
      .expect(200)
      .expect('Content-Type', /^application\/schema\+json/);
    expect(JSON.parse(response.text)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:ttg:event:custody.released:1',
    });
  });

  it.each(['custody.released.v2', 'custody.released', '__proto__', '..%2fpackage.json'])(
    'is not there for %s',
    async (name) => {
      const { text } = await get(`/api/events/${name}`).expect(404);
      expect(text).toContain('There is no such event');
      await get(`/api/events/${name}/schema`).expect(404);
    },
  );
});
