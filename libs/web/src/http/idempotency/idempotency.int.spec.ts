import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EventStore } from '@ttg/event-sourcing';
import { Client } from 'pg';
import request from 'supertest';
import type { App } from 'supertest/types';
import { Gate, startNotesApp } from '../../../../../test/edge/notes-app';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';
import { KeptAnswers } from './kept-answers';

let database: TestDatabase;
let app: NestExpressApplication;
let admin: Client;

beforeAll(async () => {
  database = await testDatabase();
  app = await startNotesApp(database.appUrl);
  admin = new Client(database.superUrl);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await app.close();
  await database.drop();
});

const gate = (): Gate => app.get(Gate);
const send = (key: string, body: object, path = '/api/v1/notes', account = 'resettlement-bronzefield') =>
  request(app.getHttpServer() as App)
    .post(path)
    .set({ 'X-Demo-Identity': account, 'Idempotency-Key': key })
    .send(body);
const plain = { kind: 'plain', text: 'PLAINTEXT' };
const told = ({ status, body, headers }: request.Response) => {
  const { etag, location, 'event-position': position } = headers;
  return { status, body: body as unknown, etag, location, position };
};
const eventsOf = async (response: request.Response) =>
  app.get(EventStore).readStream(`note-${(response.body as { noteId: string }).noteId}`);

const quietly = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  try {
    return await work();
  } finally {
    log.mockRestore();
  }
};

/** As if the process had died while this request was in hand: no answer was kept and the lease has run out. */
const crashAfter = (): Promise<unknown> =>
  admin.query(`update platform.idempotency set answer = null, leased_until = now() - interval '1 second'`);

describe('a request with an Idempotency-Key', () => {
  it('is carried out once, and its repeat is answered the same', async () => {
    const key = randomUUID();
    const [first, ran] = [await send(key, plain).expect(201), gate().ran];
    const repeat = await send(`"${key}"`, plain).expect(201).expect('Idempotent-Replayed', 'true');
    expect(told(repeat)).toEqual(told(first));
    expect(gate().ran).toBe(ran);
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    await expect(eventsOf(first)).resolves.toHaveLength(1);
  });

  it('is the same with its fields in another order', async () => {
    const key = randomUUID();
    const first = await send(key, plain);
    const repeat = await send(key, { text: plain.text, kind: plain.kind });
    expect(told(repeat)).toEqual(told(first));
  });

  it('is another when the actor or the path is another', async () => {
    const key = randomUUID();
    const first = await send(key, plain);
    const other = await send(key, plain, '/api/v1/notes', 'resettlement-downview').expect(201);
    expect(other.body).not.toEqual(first.body);
    const { noteId } = first.body as { noteId: string };
    await send(key, plain, `/api/v1/notes/${noteId}/more`).expect(200).expect('ETag', '"1"');
  });

  it('may not come with another body', async () => {
    const key = randomUUID();
    const first = await send(key, plain);
    await send(key, { ...plain, text: 'other' }).expect(422, /idempotency-key-reused/);
    await expect(eventsOf(first)).resolves.toHaveLength(1);
  });

  it('may be mended and sent again after it was refused', async () => {
    const key = randomUUID();
    await send(key, { kind: 'plain' }).expect(400);
    await send(key, plain).expect(201);
  });

  it('is told that the first is in flight', async () => {
    const key = randomUUID();
    let release: () => void = () => undefined;
    gate().open = new Promise((resolve) => (release = resolve));
    const before = gate().ran;
    const first = send(key, plain).then((response) => response);
    await until(() => gate().ran > before);
    const second = await send(key, plain).expect(409, /repeat-in-flight/);
    expect(second.headers['retry-after']).toBe('1');
    release();
    expect((await first).status).toBe(201);
    await expect(eventsOf(await first)).resolves.toHaveLength(1);
  });

  it('is written once when it is repeated after a crash', async () => {
    const key = randomUUID();
    const first = await send(key, plain).expect(201);
    await crashAfter();
    const repeat = await send(key, plain).expect(201);
    expect(told(repeat)).toEqual(told(first));
    await expect(eventsOf(first)).resolves.toHaveLength(1);
  });

  it('is written once when it failed after writing', async () => {
    const key = randomUUID();
    const before = await app.get(EventStore).lastPosition();
    await quietly(() => send(key, { ...plain, kind: 'failing' }).expect(500));
    await quietly(() => send(key, { ...plain, kind: 'failing' }).expect(500));
    await send(key, plain).expect(422);
    const { events } = await app.get(EventStore).readAll({ after: before, limit: 10 });
    expect(events).toHaveLength(1);
  });

  it('is kept without a value', async () => {
    await send(randomUUID(), plain).expect(201);
    const { rows } = await admin.query('select * from platform.idempotency where answer is not null');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('PLAINTEXT');
    expect(JSON.stringify(rows)).not.toContain('resettlement');
  });

  it('may not be answered with values', async () => {
    const response = await quietly(() => send(randomUUID(), { ...plain, kind: 'values' }).expect(500));
    expect(response.text).not.toContain('PLAINTEXT');
  });

  it('is forgotten after 30 days, and then writes nothing over', async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    const first = await send(key, plain);
    await send(other, plain);
    await admin.query(`update platform.idempotency set first_seen_at = now() - interval '31 days'`);
    const later = await send(key, { ...plain, text: 'another thing' }).expect(201);
    expect(later.body).not.toEqual(first.body);
    await app.get(KeptAnswers).purge();
    const { rows } = await admin.query(
      `select 1 from platform.idempotency where first_seen_at < now() - interval '30 days'`,
    );
    expect(rows).toEqual([]);
  });

  it.each(['', 'a b', 'x'.repeat(201), 'ключ'])('needs a key that is one: %j', async (key) => {
    await send(Buffer.from(key).toString('latin1'), plain).expect(400, /malformed-idempotency-key/);
  });

  it('has nothing to keep where it only reads', async () => {
    const key = randomUUID();
    await send(key, {}, '/api/v1/notes/search').expect(201);
    await send(key, { other: 'body' }, '/api/v1/notes/search').expect(201);
  });
});

describe('a form with a key in it', () => {
  const form = (fields: Record<string, string>) =>
    request(app.getHttpServer() as App)
      .post('/notes')
      .set('Cookie', 'demo-identity=resettlement-bronzefield')
      .type('form')
      .send(fields);

  it('leads to the page as it is after the write, the second time too', async () => {
    const fields = { kind: 'plain', _idempotencyKey: randomUUID() };
    const first = await form(fields).expect(303);
    expect(first.headers.location).toMatch(/^\/notes\?tab=1&after=\d+#latest$/);
    const repeat = await form(fields).expect(303).expect('Idempotent-Replayed', 'true');
    expect(repeat.headers.location).toBe(first.headers.location);
  });

  it('is shown again when it was filled in wrongly, and can be sent again', async () => {
    const key = randomUUID();
    await form({ kind: 'wrong', _idempotencyKey: key }).expect(201, '<p>form again</p>');
    await form({ kind: 'plain', _idempotencyKey: key }).expect(303);
  });
});

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};
