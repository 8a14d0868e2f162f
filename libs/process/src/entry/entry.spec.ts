import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { Entry } from './entry';
import { type ServiceName, services } from './routes';

const running: Server[] = [];
const urls = new Map<ServiceName, string>();

const listen = async (handle: RequestListener): Promise<Server> => {
  const server = createServer(handle).listen(0, '127.0.0.1');
  running.push(server);
  await once(server, 'listening');
  return server;
};
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Where nobody listens any more. */
const gone = async (): Promise<string> => {
  const closed = await listen(() => undefined);
  const url = urlOf(closed);
  closed.close();
  return url;
};

/** A service as the entry sees it: it says its name, and what it was asked. */
const service = async (name: ServiceName, handle?: RequestListener): Promise<void> => {
  const says: RequestListener = (asked, answer) =>
    void text(asked).then((body) =>
      answer
        .writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'], ETag: '"7"', 'Content-Type': 'application/json' })
        .end(JSON.stringify({ name, method: asked.method, url: asked.url, headers: asked.headers, body })),
    );
  urls.set(name, urlOf(await listen(handle ?? says)));
};

const json =
  (answers: Readonly<Record<string, unknown>>, status = 200): RequestListener =>
  ({ url = '' }, answer) =>
    answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answers[url]));

let server: Server;

beforeEach(async () => {
  urls.clear();
  server = await listen(new Entry({ services, urlOf: (name) => urls.get(name) }, { demo: true }).handle);
});

afterEach(() => {
  for (const one of running.splice(0)) one.close().closeAllConnections();
});

const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('a request', () => {
  it('reaches the service that owns its address as it was sent, and its answer comes back as it was given', async () => {
    await service('housing');
    const answer = await request(server)
      .post('/api/v1/housing/referrals?after=12')
      .set({ Host: 'gate.example', 'X-Demo-Identity': 'housing-camden', 'Idempotency-Key': 'one' })
      .send({ reason: 'homeless' });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ etag: '"7"', 'set-cookie': ['a=1', 'b=2'] });
    expect(answer.body).toMatchObject({
      name: 'housing',
      method: 'POST',
      url: '/api/v1/housing/referrals?after=12',
      headers: { host: 'gate.example', 'x-demo-identity': 'housing-camden', 'idempotency-key': 'one' },
      body: '{"reason":"homeless"}',
    });
  });

  it('has one correlation id wherever it goes, its sender’s where she gave one', async () => {
    await service('readiness');
    const given = await request(server).get('/').set('X-Correlation-Id', 'hers-1');
    expect(given.body).toMatchObject({ headers: { 'x-correlation-id': 'hers-1' } });
    const made = await request(server).get('/');
    expect(made.body).toMatchObject({
      headers: { 'x-correlation-id': expect.stringMatching(/^[\w-]{36}$/) as string },
    });
  });

  it('leaves the connection open for the next', async () => {
    await service('readiness');
    const { headers } = await request(server).get('/').set('Connection', 'keep-alive');
    expect(headers.connection).toBe('keep-alive');
  });
});

describe('while a service is away', () => {
  it('a read is told which part, and to ask again', async () => {
    const answer = await request(server).get('/api/v1/health/cases/1').expect(503).expect('Retry-After', '2');
    expect(answer.type).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({
      type: 'urn:through-the-gate:problem:service-not-available',
      status: 503,
      detail: 'This part is away at the moment: GP registration and medicines. Ask again in a moment.',
      instance: '/api/v1/health/cases/1',
      correlationId: answer.headers['x-correlation-id'] as string,
    });
  });

  it('a write is told that nothing was saved, when nobody was there to take it', async () => {
    urls.set('custody', await gone());
    const answer = await request(server).post('/api/v1/custody/cases').send({}).expect(503);
    expect(answer.text).toContain('Nothing was saved by this request.');
  });

  it('a write is told that it is not known, when it was taken and not answered', async () => {
    await service('custody', ({ socket }) => socket.destroy());
    const answer = await request(server).post('/api/v1/custody/cases').send({}).expect(503);
    expect(answer.text).toContain('It may or may not have been saved.');
  });

  it('people see a page', async () => {
    const answer = await request(server).get('/cases/1/housing').set('Accept', html).expect(503);
    expect(answer.type).toBe('text/html');
    expect(answer.text).toContain('<h1 class="govuk-heading-l">A part of the system is not available</h1>');
    expect(answer.text).toContain('href="/cases/1/housing">Try again</a>');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('the others go on, and pages find their styles', async () => {
    await service('custody');
    await request(server).get('/api/v1/people/persons').expect(201);
    const body: unknown = (await request(server).get('/assets/application.css').expect(201)).body;
    expect(body).toMatchObject({ name: 'custody' });
  });

  it('pages find their styles also where it is not known beforehand who is away', async () => {
    for (const name of ['readiness', 'custody'] as const) urls.set(name, await gone());
    await service('housing');
    const body: unknown = (await request(server).get('/assets/application.css').expect(201)).body;
    expect(body).toMatchObject({ name: 'housing' });
    urls.set('housing', await gone());
    await request(server).get('/assets/application.css').expect(503);
    await service('health');
    await request(server).post('/assets/application.css').send({}).expect(503);
  });
});

it('an answer that breaks off is not taken for a whole one', async () => {
  await service('readiness', (_, answer) => {
    answer.writeHead(200, { 'Content-Length': '100' }).write('half', () => answer.destroy());
  });
  await expect(request(server).get('/')).rejects.toThrow(/aborted|hang up/);
});

describe('the health of all', () => {
  const up = { status: 'up', store: 'PostgreSQL', projections: [{ name: 'one' }] };
  const ready = json({ '/health': up, '/health/ready': { status: 'up' } });

  it('is up when all are', async () => {
    for (const name of services) await service(name, ready);
    await request(server)
      .get('/health/ready')
      .expect(200)
      .expect(/"status":"up"/);
    const body: unknown = (await request(server).get('/health').expect(200)).body;
    expect(body).toMatchObject({ status: 'up', services: { housing: { status: 'up', store: 'PostgreSQL' } } });
    // One that several services may run.
    expect((body as typeof up).projections).toEqual([{ name: 'one' }]);
  });

  it('is degraded when one is away: the rest can be used', async () => {
    for (const name of services) if (name !== 'housing') await service(name, ready);
    const body: unknown = (await request(server).get('/health/ready').expect(200)).body;
    expect(body).toMatchObject({
      status: 'degraded',
      services: { housing: { status: 'down' }, custody: { status: 'up' } },
    });
  });

  it('is down when all are', async () => {
    await request(server).get('/health/ready').expect(503);
    await request(server).get('/health/live').expect(200);
  });
});

describe('what is put together of all services', () => {
  const projections = '/api/v1/admin/projections';

  it('is every projection, for who may see them', async () => {
    for (const name of services) await service(name, json({ [projections]: { projections: [{ name }] } }));
    const body: unknown = (await request(server).get(projections).expect(200)).body;
    expect(body).toEqual({ projections: services.map((name) => ({ name })) });
  });

  it('is refused in the words of the service that refuses', async () => {
    for (const name of services)
      await service(name, json({ [projections]: { title: 'Your role may not do this' } }, 403));
    await request(server)
      .get(projections)
      .expect(403)
      .expect(/Your role may not do this/);
  });

  it('is one description, which holds while one of them is away', async () => {
    for (const name of services) {
      const document = {
        openapi: '3.1.0',
        paths: { [`/api/v1/${name}`]: {} },
        components: { schemas: { [name]: {} } },
      };
      await service(name, json({ '/api/openapi.json': document }));
    }
    const body: unknown = (await request(server).get('/api/openapi.json').expect(200)).body;
    expect(body).toEqual({
      openapi: '3.1.0',
      paths: Object.fromEntries(services.map((name) => [`/api/v1/${name}`, {}])),
      components: { schemas: Object.fromEntries(services.map((name) => [name, {}])) },
    });
    urls.delete('health');
    expect((await request(server).get('/api/openapi.json').expect(200)).body).toEqual(body);
  });

  it('is no description yet of a service that never answered', () =>
    request(server).get('/api/openapi.json').expect(503));

  it('is what runs in each', async () => {
    for (const name of ['custody', 'health'] as const) await service(name, json({ '/info': { service: name } }));
    const body: unknown = (await request(server).get('/info').expect(200)).body;
    expect(body).toEqual({ services: { custody: { service: 'custody' }, health: { service: 'health' } } });
  });
});

describe('the clock of a demo', () => {
  const at = (now: string): RequestListener => json({ '/demo/clock': { now } });

  it('is moved when every service has heard of it', async () => {
    const moved = '2027-03-05T09:00:00Z';
    for (const name of ['custody', 'health', 'readiness'] as const) await service(name, at(moved));
    let asked = 0;
    await service('housing', (message: IncomingMessage, answer) => {
      asked += 1;
      at(asked < 3 ? '2027-03-04T09:00:00Z' : moved)(message, answer);
    });
    const body: unknown = (await request(server).post('/demo/clock').send({ now: moved }).expect(200)).body;
    expect(body).toEqual({ now: moved });
    expect(asked).toBe(3);
  });

  it('is moved for her also where a service says something else than what time it is', async () => {
    const moved = '2027-03-05T09:00:00Z';
    await service('readiness', at(moved));
    await service('housing', (_, answer) => answer.end('<p>not now</p>'));
    const body: unknown = (await request(server).post('/demo/clock').send({ now: moved }).expect(200)).body;
    expect(body).toEqual({ now: moved });
  });
});
