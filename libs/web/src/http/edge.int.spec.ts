import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EventStore, type Position } from '@ttg/event-sourcing';
import request from 'supertest';
import type { App } from 'supertest/types';
import { startNotesApp } from '../../../../test/edge/notes-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import type { ProblemDetails } from './problems/problem';

let database: TestDatabase;
let app: NestExpressApplication;
let server: App;

beforeAll(async () => {
  database = await testDatabase();
  app = await startNotesApp(database.appUrl);
  server = app.getHttpServer();
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const officer = { 'X-Demo-Identity': 'resettlement-bronzefield' };
const plain = { kind: 'plain', text: 'Example' };
const post = (body: object | string, path = '/api/v1/notes') =>
  request(server).post(path).set(officer).type('json').send(body);
const get = (path: string) => request(server).get(path).set(officer);
const problemIn = (response: request.Response): ProblemDetails => {
  expect(response.type).toBe('application/problem+json');
  return JSON.parse(response.text) as ProblemDetails;
};
const noteIdIn = (response: request.Response): string => (response.body as { noteId: string }).noteId;

describe('who asks', () => {
  it('is told how to sign in', async () => {
    const response = await request(server).get('/api/v1/notes/me').expect(401);
    expect(problemIn(response).detail).toContain('X-Demo-Identity');
    expect(response.headers['www-authenticate']).toBe('Bearer realm="through-the-gate", X-Demo-Identity');
  });

  it('is known by header or cookie', async () => {
    await get('/api/v1/notes/me').expect(200, /resettlement-bronzefield/);
    const cookie = 'theme=a; demo-identity=housing-camden; broken=%zz';
    await request(server)
      .get('/api/v1/notes/me')
      .set('Cookie', cookie)
      .expect(200, /E09000007/);
  });

  it('is let in without a name where anybody may', () => request(server).get('/open').expect(200, 'anybody'));

  it('needs the role', async () => {
    const response = await request(server)
      .post('/api/v1/notes')
      .set('X-Demo-Identity', 'housing-camden')
      .send(plain)
      .expect(403);
    expect(problemIn(response)).toMatchObject({ type: 'urn:through-the-gate:problem:not-your-role' });
    expect(problemIn(response).detail).toContain('prison-resettlement');
  });

  it('stands in every event', async () => {
    const response = await post(plain).set('X-Correlation-Id', 'from-the-caller.1').expect(201);
    const [event] = await app.get(EventStore).readStream(`note-${noteIdIn(response)}`);
    expect(event?.metadata).toMatchObject({
      actor: { id: 'resettlement-bronzefield', role: 'prison-resettlement', organisation: 'BZI' },
      correlationId: 'from-the-caller.1',
    });
    expect(response.headers['x-correlation-id']).toBe('from-the-caller.1');
  });

  it('may not name a correlation that could break a log line', async () => {
    const response = await get('/api/v1/notes/me').set('X-Correlation-Id', 'a b<c>').expect(200);
    expect(response.headers['x-correlation-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('cannot be made to write by a form on another site', async () => {
    const fromCookie = () =>
      request(server).post('/api/v1/notes').set('Cookie', 'demo-identity=resettlement-bronzefield');
    const response = await fromCookie().set('Sec-Fetch-Site', 'cross-site').send(plain).expect(403);
    expect(problemIn(response).type).toContain('foreign-site');
    await fromCookie().set('Sec-Fetch-Site', 'same-origin').send(plain).expect(201);
  });
});

describe('a request that cannot be read', () => {
  it('as JSON: says so, without a piece of it', async () => {
    const response = await post('{"kind": "plain", "text": her secret}').expect(400);
    expect(problemIn(response)).toMatchObject({
      type: 'urn:through-the-gate:problem:malformed-body',
      instance: '/api/v1/notes',
    });
    expect(response.text).not.toContain('secret');
  });

  it.each([
    ['deep in itself', `{"kind":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    [
      'of thousands of fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, 1]))),
    ],
  ])('because it is %s: says so before anything walks through it', async (_, body) => {
    const response = await post(body).set('Idempotency-Key', randomUUID()).expect(400);
    expect(problemIn(response).detail).toContain('too many values');
    expect(response.text.length).toBeLessThan(1000);
  });

  it('because its bytes are not UTF-8: says so, and puts no other character in their place', async () => {
    const bytes = Buffer.from('{"kind":"plain","text":"caf\xe9"}', 'latin1').toString('latin1');
    const response = await request(server)
      .post('/api/v1/notes')
      .set(officer)
      .set('Content-Type', 'application/json')
      .serialize(() => Buffer.from(bytes, 'latin1') as unknown as string)
      .send({})
      .expect(400);
    expect(problemIn(response).detail).toContain('UTF-8');
  });

  it.each(['"text"', '3', 'null', ''])('is not an object: %s', async (body) => {
    const response = await post(body).expect(400);
    expect(problemIn(response).detail).not.toBe('');
  });

  it('is larger than 4 MB', async () => {
    const response = await post({ ...plain, text: 'x'.repeat(4 * 1024 * 1024) }).expect(413);
    expect(problemIn(response).detail).toContain('4 MB');
  });

  it('is of another media type', async () => {
    const response = await request(server).post('/api/v1/notes').set(officer).type('text/csv').send('a,b').expect(415);
    expect(problemIn(response).detail).toContain('application/json');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'kind=plain&text=Example'],
    [
      'parts',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nplain\r\n--x--',
    ],
    ['text', 'text/plain', '{"kind":"plain","text":"Example"}'],
  ])('comes as %s, which only a page would send', async (_, type, body) => {
    const response = await request(server).post('/api/v1/notes').set(officer).type(type).send(body).expect(415);
    expect(problemIn(response).type).toContain('unsupported-body');
  });

  it.each(['gzip', 'br', 'deflate'])('is not the %s it is said to be', async (encoding) => {
    const response = await post('{"kind":"plain"}').set('Content-Encoding', encoding).expect(400);
    expect(problemIn(response)).toMatchObject({ type: 'urn:through-the-gate:problem:malformed-body' });
    expect(problemIn(response).detail).toContain('Content-Encoding');
  });

  it('goes to an address where nothing is', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1/notes/not-a-uuid', `/api/v1/notes/${randomUUID()}`]) {
      expect(problemIn(await get(path).expect(404)).type).toBe('urn:through-the-gate:problem:not-found');
    }
    await get('/api/v1/%zz').expect(400);
  });
});

describe('an address that is there', () => {
  it('says what it takes, to a method that it does not', async () => {
    for (const method of ['put', 'patch', 'delete'] as const) {
      const response = await request(server)[method]('/api/v1/notes').set(officer).expect(405);
      expect(response.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
      expect(problemIn(response)).toMatchObject({
        type: 'urn:through-the-gate:problem:method-not-allowed',
        status: 405,
      });
    }
    const response = await request(server).get(`/api/v1/notes/${randomUUID()}/more`).set(officer).expect(405);
    expect(response.headers.allow).toBe('OPTIONS, POST');
    await request(server).delete('/api/v1/nothing').set(officer).expect(404);
  });

  it('answers OPTIONS and HEAD', async () => {
    const response = await request(server).options('/api/v1/notes').expect(204);
    expect(response.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
    await request(server).options('/api/v1/nothing').expect(404);
    const head = await request(server).head('/api/v1/notes').set(officer).expect(200);
    expect(head.text).toBeUndefined();
  });
});

describe('fields that are wrong', () => {
  const fieldsOf = async (body: object): Promise<Record<string, string>> => {
    const { errors = [] } = problemIn(await post(body).expect(400));
    for (const { message, fix } of errors) {
      expect(message).toMatch(/^\S.*\.$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
    }
    return Object.fromEntries(errors.map(({ field, message, fix }) => [field, `${message} ${fix}`]));
  };

  it('are all named, with what to write', async () => {
    const fields = await fieldsOf({
      kind: 'other',
      on: '2027-02-30',
      prisonNumber: 'A12',
      nhsNumber: '0000000000',
      prison: 'XXI',
      councils: ['E09000028', 'Camden'],
      medicines: [{ name: 'Example', days: '3' }],
      nickname: 'x',
    });
    expect(fields).toEqual({
      kind: expect.stringContaining('Send one of: plain, closing') as string,
      text: expect.stringContaining('text is missing.') as string,
      on: expect.stringContaining('2027-03-31') as string,
      prisonNumber: expect.stringContaining('A1234BC') as string,
      nhsNumber: expect.stringContaining('leave it empty') as string,
      prison: expect.stringContaining('BZI') as string,
      councils: expect.stringContaining('E09000028 for Southwark') as string,
      'medicines.0.days': expect.stringContaining('whole number') as string,
      nickname: expect.stringContaining('not a field') as string,
    });
  });

  it.each([
    ['a wrong type', { text: 3 }],
    ['a list', { text: ['Example'] }],
    ['control characters', { text: 'a\u0000b' }],
    ['a carriage return of its own', { text: 'a\rb' }],
    ['half a character', { text: 'a\ud83d' }],
    ['nothing but spaces', { text: ' \n ' }],
    ['too much text', { text: 'x'.repeat(1001) }],
    ['2 MB of text', { text: 'x'.repeat(2_000_000) }],
    ['a date with a time', { on: '2027-03-31T00:00:00Z' }],
    ['a date of the far past', { on: '0027-03-31' }],
    ['an NHS number that fails its check', { nhsNumber: '943 476 5918' }],
    ['a list in place of an object', { medicines: ['x'] }],
  ])('hold %s', async (_what, wrong) => {
    const fields = await fieldsOf({ ...plain, ...wrong });
    expect(Object.keys(fields).map((name) => name.split('.')[0])).toEqual(Object.keys(wrong));
  });

  it.each(['__proto__', 'constructor', 'prototype'])('hold no field called %s, however deep', async (name) => {
    const hidden = (body: string) => post(body.replaceAll('NAME', name)).expect(400);
    expect((await hidden('{"kind":"plain","text":"Example","NAME":{"x":1}}')).text).toContain(name);
    const deep = await hidden('{"kind":"plain","text":"Example","medicines":[{"name":"Example","days":1,"NAME":{}}]}');
    expect(problemIn(deep).errors?.[0]?.field).toBe(`medicines.0.${name}`);
  });

  it('never have their value repeated', async () => {
    const response = await post({ ...plain, prisonNumber: 'Z-SECRET', on: 'SECRET', text: 7, extra: 'SECRET' }).expect(
      400,
    );
    expect(response.text).not.toContain('SECRET');
  });
});

describe('text', () => {
  const kept = [
    '👩🏽‍🍼 née Żółć, שלום עולם, مرحبا',
    'two\nlines\tand a tab',
    `'; drop table eventstore.events; --`,
    '{{constructor.constructor("return process")()}} {% raw %} ${7*7} <script>alert(1)</script>',
    'e\u0301 is not \u00e9',
  ];

  it.each(kept)('is kept to the character: %j', async (text) => {
    const { headers } = await post({ ...plain, text }).expect(201);
    const list = await get('/api/v1/notes')
      .set('Read-After', headers['event-position'] ?? '')
      .expect(200);
    expect(list.body).toContain(text);
  });
});

describe('a write', () => {
  it('tells its revision, its place in the order and where it stands', async () => {
    const response = await post(plain).expect(201);
    const noteId = noteIdIn(response);
    expect(response.headers).toMatchObject({ etag: '"0"', location: `/api/v1/notes/${noteId}` });
    expect(response.body).toEqual({ noteId, revision: 0, position: response.headers['event-position'] });
    await get(`/api/v1/notes/${noteId}`).expect('ETag', '"0"').expect(200, { count: 1, closed: false });
  });

  it('is refused when it changed after it was read', async () => {
    const noteId = noteIdIn(await post(plain));
    const more = (ifMatch: string) => post(plain, `/api/v1/notes/${noteId}/more`).set('If-Match', ifMatch);
    await more('"0"').expect(200).expect('ETag', '"1"');
    expect(problemIn(await more('"0"').expect(412)).type).toContain('changed-since-read');
    await more('*').expect(200).expect('ETag', '"2"');
    for (const malformed of ['3', 'W/"3"', '"3", "4"', '""']) {
      expect(problemIn(await more(malformed).expect(400)).type).toContain('malformed-if-match');
    }
  });

  it('is refused as things stand, in the words of its decider', async () => {
    const noteId = noteIdIn(await post({ ...plain, kind: 'closing' }));
    const problem = problemIn(await post(plain, `/api/v1/notes/${noteId}/more`).expect(409));
    expect(problem).toMatchObject({
      type: 'urn:through-the-gate:problem:note-closed',
      detail: 'This note is closed. Start a new one.',
    });
    expect(problem.errors).toMatchObject([{ field: 'kind' }]);
  });

  it('is read by its writer, also as ?after=', async () => {
    const { headers } = await post({ ...plain, text: 'seen at once' }).expect(201);
    const list = await get(`/api/v1/notes?kind=plain&after=${headers['event-position']}`).expect(200);
    expect(list.body).toContain('seen at once');
  });

  it('says "being saved" where its reader has not come so far', async () => {
    const { headers } = await post(plain).expect(201);
    const response = await get('/api/v1/notes/never')
      .set('Read-After', headers['event-position'] ?? '')
      .expect(503);
    expect(problemIn(response).type).toContain('being-saved');
    expect(response.headers['retry-after']).toBe('1');
  });

  it('cannot be waited for at what is no position', async () => {
    for (const path of ['?after=x', '?after=1&after=2', '?after=']) {
      expect(problemIn(await get(`/api/v1/notes${path}`).expect(400)).type).toContain('malformed-position');
    }
    const last = (await app.get(EventStore).lastPosition()) as Position;
    await get(`/api/v1/notes?after=${last}`).expect(200);
  });

  it('cannot be waited for where nothing was written yet', async () => {
    const last = (await app.get(EventStore).lastPosition()) as Position;
    for (const ahead of [String(Number(last) + 1), '9'.repeat(18), '9'.repeat(19), '9'.repeat(64)]) {
      const { detail, type } = problemIn(await get('/api/v1/notes').set('Read-After', ahead).expect(400));
      expect([type, detail]).toEqual([
        expect.stringContaining('malformed-position'),
        expect.stringContaining('Nothing'),
      ]);
    }
  });
});

describe('a fault of ours', () => {
  it('is told and logged without a value, under the correlation id', async () => {
    const lines: unknown[] = [];
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation((line: unknown) => void lines.push(line));
    const response = await get('/broken')
      .set({ 'X-Correlation-Id': 'fault-1', Accept: 'application/json' })
      .expect(500);
    log.mockRestore();
    expect(problemIn(response)).toMatchObject({ correlationId: 'fault-1', status: 500 });
    expect(lines.join()).toContain('fault-1');
    expect(lines.join()).toContain('at ');
    expect(response.text + lines.join()).not.toContain('secret');
  });

  it('is a page to a person', async () => {
    const silent = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const response = await get('/broken').set('Accept', 'text/html,*/*;q=0.8').expect(500);
    silent.mockRestore();
    expect(response.type).toBe('text/html');
    expect(response.text).toContain(response.headers['x-correlation-id']);
    const api = await get('/api/v1/nothing').set('Accept', 'text/html').expect(404);
    expect(problemIn(api).status).toBe(404);
  });
});

describe('an installation without demo', () => {
  it('takes no demo identity', async () => {
    const closed = await startNotesApp(database.appUrl, false);
    await request(closed.getHttpServer() as App)
      .get('/api/v1/notes/me')
      .set(officer)
      .expect(401);
    await closed.close();
  });
});
