import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { EventSourcingModule } from '@ttg/event-sourcing';
import request from 'supertest';
import { v4 } from 'uuid';
import { eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally } from '../../../../test/projections/tally';
import { EdgeModule } from '../http';
import { apiDescription } from '../server/describe-api';
import { AdminModule } from './admin.module';

const bed = testBed();
let app: NestExpressApplication;
let tally: Tally;
let writer: Process;

beforeEach(async () => {
  tally = new Tally();
  const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };
  const module = await Test.createTestingModule({
    imports: [
      EventSourcingModule.forRoot({ databaseUrl: bed.database.appUrl, keys, background: true }),
      EventSourcingModule.forFeature({ projections: [Tally] }),
      EdgeModule.forRoot({ demo: true }),
      AdminModule,
    ],
  })
    .overrideProvider(Tally)
    .useValue(tally)
    .compile();
  app = module.createNestApplication<NestExpressApplication>();
  await app.init();
  writer = await bed.open([new Tally()]);
});

afterEach(() => app.close());

const root = '/api/v1/admin/projections';
const tallyAt = `${root}/housing.tally`;

const ask = (path: string, account = 'administrator'): request.Test =>
  request(app.getHttpServer()).get(path).set('X-Demo-Identity', account);

const order = (what: string, body: object = {}, account = 'administrator'): request.Test =>
  request(app.getHttpServer()).post(`${tallyAt}/${what}`).set('X-Demo-Identity', account).send(body);

const bodyOf = ({ text }: request.Response): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

const stands = async (expected: object): Promise<void> =>
  eventually(async () => expect(bodyOf(await ask(tallyAt).expect(200))).toMatchObject(expected));

/** Follows the answer to where the work is, until it has ended. */
const ended = async (answer: request.Response): Promise<Record<string, unknown>> => {
  expect(answer.status).toBe(202);
  let work: Record<string, unknown> = {};
  await eventually(async () => {
    work = bodyOf(await ask(String(answer.headers.location)).expect(200));
    expect(work.endedAt).not.toBeNull();
  });
  return work;
};

describe('the projections, for an administrator', () => {
  it('are told of, all and one', async () => {
    await writer.tally(v4(), 1);
    await stands({ status: 'live', isRun: true, lag: 0, secondsBehind: 0, caughtUp: true, lanes: 1, flaggedCases: [] });
    expect(bodyOf(await ask(root).expect(200))).toMatchObject({ projections: [{ name: 'housing.tally' }] });
  });

  it('are nobody else’s', async () => {
    await ask(root, 'housing-camden')
      .expect(403)
      .expect('Content-Type', /application\/problem\+json/);
    await order('pause', {}, 'housing-camden').expect(403);
    await request(app.getHttpServer()).get(root).expect(401);
    await stands({ status: 'live' });
  });

  it('that are not there are named in a problem that says which are', async () => {
    const answer = await ask(`${root}/housing.tely`)
      .expect(404)
      .expect('Content-Type', /application\/problem\+json/);
    expect(bodyOf(answer)).toMatchObject({ detail: expect.stringContaining('housing.tally') as string });
    await ask(`${tallyAt}/works/${v4()}`).expect(404);
    await ask(`${tallyAt}/works/nonsense`).expect(404);
  });

  it('are in the description of the API', () => {
    const { paths } = apiDescription(app, {});
    expect(Object.keys(paths)).toEqual([
      root,
      ...['', '/pause', '/resume', '/park', '/rebuild', '/retry', '/works/{work}'].map(
        (what) => `${root}/{name}${what}`,
      ),
    ]);
    expect(paths[`${root}/{name}/rebuild`]?.post?.responses).toMatchObject({ 202: {}, 401: {}, 403: {}, 404: {} });
  });
});

describe('pause and resume', () => {
  it('let it stand still, seen in its status, and go on; each may be repeated', async () => {
    for (let time = 1; time <= 2; time += 1) await order('pause').expect(200, { status: 'paused' });
    await writer.tally(v4(), 1);
    await stands({ status: 'paused', lag: 1, caughtUp: false });
    expect(Number(bodyOf(await ask(tallyAt)).secondsBehind)).toBeGreaterThan(0);
    for (let time = 1; time <= 2; time += 1) await order('resume').expect(200, { status: 'live' });
    await stands({ status: 'live', lag: 0, secondsBehind: 0 });
  });
});

describe('park', () => {
  it('holds back a case until it is retried by its id, and nothing else', async () => {
    const [held, free] = [v4(), v4()];
    await order('park', { caseId: held }).expect(200, { caseId: held });
    await writer.tally(held, 1);
    await writer.tally(free, 2);
    const flagged = { caseKey: held, byHand: true, errorClass: null, parked: 1 };
    await stands({ caughtUp: true, parked: 1, flaggedCases: [flagged] });
    expect(await writer.query(`select case_id from housing.tally`)).toEqual([{ case_id: free }]);
    expect(await ended(await order('retry'))).toMatchObject({ result: { replayed: 0, stillParked: 0 } });
    await stands({ flaggedCases: [flagged] });

    expect(await ended(await order('retry', { caseId: held }))).toMatchObject({
      kind: 'retry',
      status: 'done',
      result: { replayed: 1, stillParked: 0 },
    });
    await stands({ parked: 0, flaggedCases: [] });
    await writer.tally(held, 3);
    await stands({ caughtUp: true, parked: 0 });
    expect(await writer.query(`select total from housing.tally where case_id = $1`, [held])).toEqual([{ total: 4 }]);
  });

  it('and retry take a repeated key for the same order, and retry needs no body', async () => {
    const send = (): request.Test =>
      request(app.getHttpServer())
        .post(`${tallyAt}/retry`)
        .set('X-Demo-Identity', 'administrator')
        .set('Idempotency-Key', 'synthetic-key-of-a-retry');
    const first = await send().expect(202);
    await ended(first);
    const again = await send().expect(202);
    expect(bodyOf(again)).toEqual(bodyOf(first));
    expect(again.headers.location).toBe(first.headers.location);
  });

  it('wants an id', async () => {
    const answer = await order('park', { caseId: 'Synthetic Person' }).expect(400);
    expect(bodyOf(answer)).toMatchObject({ errors: [{ field: 'caseId' }] });
    expect(JSON.stringify(answer.body)).not.toContain('Synthetic Person');
  });
});

describe('rebuild', () => {
  it('is answered at once with a place to look, and done', async () => {
    for (let amount = 1; amount <= 3; amount += 1) await writer.tally(v4(), amount);
    await stands({ caughtUp: true });
    await writer.query(`delete from housing.tally_log`);
    expect(await ended(await order('rebuild'))).toMatchObject({
      kind: 'rebuild',
      status: 'done',
      result: { events: 3 },
    });
    expect(await writer.query(`select count(*)::int as rows from housing.tally_log`)).toEqual([{ rows: 3 }]);
  });

  it('that goes on is the one that whoever asks again is told of', async () => {
    await writer.tally(v4(), 1);
    let go: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => (go = resolve));
    tally.beforeCommit = async (_, tables) => {
      const [row] = await tables.query<{ schema: string }>(`select current_schema() as schema`);
      if (row?.schema.includes('rebuild')) await wait;
    };
    await stands({ caughtUp: true });
    const first = await order('rebuild');
    await stands({ status: 'rebuilding', isRun: true });
    const second = await order('rebuild').expect(202);
    expect(bodyOf(second)).toEqual(bodyOf(first));
    go();
    expect(await ended(first)).toMatchObject({ status: 'done' });
    await stands({ status: 'live' });
  });

  it('that fails says by what class of error, and the live rows stay', async () => {
    await writer.tally(v4(), 1);
    await stands({ caughtUp: true });
    await writer.query(`create table housing.tally_other as select 1 as n`);
    // Another has a table of that name.
    Object.assign(tally, { schema: 'create table tally_other (n integer);' });
    expect(await ended(await order('rebuild'))).toMatchObject({
      status: 'failed',
      result: { errorClass: 'ProjectionSchemaRefused' },
    });
    await stands({ status: 'live', caughtUp: true });
  });
});

it('a work that was cut short with its process is told to be so', async () => {
  const id = v4();
  await writer.query(`insert into projections.works (id, projection, kind) values ($1, 'housing.tally', 'rebuild')`, [
    id,
  ]);
  expect(bodyOf(await ask(`${tallyAt}/works/${id}`).expect(200))).toMatchObject({
    status: 'interrupted',
    endedAt: null,
  });
  expect(bodyOf(await order('rebuild').expect(202)).work).not.toBe(id);
});
