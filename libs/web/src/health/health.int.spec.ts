import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { EventSourcingModule, MovableClock } from '@ttg/event-sourcing';
import { Client } from 'pg';
import request from 'supertest';
import { eventually, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally, TallyTwo } from '../../../../test/projections/tally';
import { DemoModule } from '../demo';
import { EdgeModule } from '../http';
import { Faults } from './faults';
import { HealthModule } from './health.module';
import { Relays } from './relays';

const bed = testBed();
let app: NestExpressApplication;
const poisoned = new Tally();
poisoned.poison.add(2);

const start = async (
  projection: typeof Tally,
  instance: Tally,
  { background = true, demo = true } = {},
): Promise<void> => {
  const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };
  const module = await Test.createTestingModule({
    imports: [
      EventSourcingModule.forRoot({ databaseUrl: bed.database.appUrl, keys, background }),
      EventSourcingModule.forFeature({ projections: [projection] }),
      EdgeModule.forRoot({ demo }),
      HealthModule,
      ...(demo ? [DemoModule] : []),
    ],
  })
    .overrideProvider(projection)
    .useValue(instance)
    .compile();
  app = module.createNestApplication<NestExpressApplication>();
  await app.init();
};

afterEach(() => app.close());

const get = (path: string): request.Test => request(app.getHttpServer()).get(path);

describe('health', () => {
  it('is told to anybody, with counts and without a case', async () => {
    const writer = await bed.open([new Tally()]);
    await start(Tally, poisoned);
    await writer.tally('synthetic-case', 1);
    await writer.tally('synthetic-case', 2);
    await eventually(async () => {
      const { text } = await get('/health').expect(200);
      expect(JSON.parse(text)).toMatchObject({
        status: 'degraded',
        projections: [{ name: 'housing.tally', status: 'live', lag: 0, caughtUp: true, parked: 1, flaggedCases: 1 }],
      });
      expect(text).not.toContain('synthetic-case');
    });
    await get('/health/live').expect(200, { status: 'up' });
    await get('/health/ready').expect(200, { status: 'up' });
  });

  it('is degraded, and ready, while something beside the answering of requests does not work', async () => {
    await start(Tally, new Tally());
    const [part, why] = ['relay', 'Kafka does not answer.'];
    let isAway = true;
    app.get(Faults).watch(part, () => (isAway ? why : undefined));
    const told = async (): Promise<unknown> => JSON.parse((await get('/health').expect(200)).text);
    expect(await told()).toMatchObject({ status: 'degraded', faults: [{ part, why }] });
    await get('/health/ready').expect(200);
    isAway = false;
    expect(await told()).toMatchObject({ status: 'up', faults: [] });
  });

  it('tells how far behind they are who publish, and says nothing of it where nobody does', async () => {
    await start(Tally, new Tally());
    const told = async (): Promise<unknown> => JSON.parse((await get('/health').expect(200)).text);
    expect(await told()).not.toHaveProperty('relays');
    const behind = { state: 'kafka-away', events: 1_000, isMore: true, seconds: 3_600 };
    const reading = { ...behind, position: '12', why: 'Kafka does not answer.' };
    app.get(Relays).watch('relay', () => Promise.resolve(reading));
    expect(await told()).toMatchObject({ status: 'up', relays: [{ name: 'relay', ...behind }] });
    expect(JSON.stringify(await told())).not.toContain('position');
  });

  it('is not ready while the tables are of another release', async () => {
    const old = await bed.open([new Tally()]);
    await old.runner.start();
    await start(TallyTwo, new TallyTwo(), { background: false });
    const why = 'its tables are of version 1, and this release has 2';
    await get('/health/ready').expect(503, { status: 'down', notReady: [{ part: 'housing.tally', why }] });
    await get('/health/live').expect(200);
  });

  it('is not ready while the database does not answer, says so, and is again when it does', async () => {
    await start(Tally, new Tally());
    const { name, superUrl } = bed.database;
    const superuser = new Client({ connectionString: superUrl });
    await superuser.connect();
    try {
      await superuser.query(`alter database ${name} connection limit 0`);
      await superuser.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
        [name],
      );
      const why = 'it does not answer';
      const notReady = [
        { part: 'database', why },
        { part: 'event store', why },
      ];
      await eventually(async () => void (await get('/health/ready').expect(503, { status: 'down', notReady })));
      await get('/health/live').expect(200);
    } finally {
      await superuser.query(`alter database ${name} connection limit -1`);
      await superuser.end();
    }
    await eventually(async () => void (await get('/health/ready').expect(200)));
  });
});

describe('the clock of the demo', () => {
  const move = (body: object): request.Test => request(app.getHttpServer()).post('/demo/clock').send(body);

  it('is moved to the morning of a day, and every process follows', async () => {
    await start(Tally, new Tally());
    const { text } = await move({ today: '2096-07-05' }).expect(200);
    expect(JSON.parse(text)).toMatchObject({
      today: '2096-07-05',
      now: expect.stringMatching(/^2096-07-05T08:00:0/) as string,
    });
    expect(app.get(MovableClock).today().toString()).toBe('2096-07-05');
  });

  it('is refused backwards, malformed or missing, in a sentence', async () => {
    await start(Tally, new Tally());
    await move({ now: '2096-03-05T09:00:00Z' }).expect(200);
    const { text } = await move({ now: '2096-03-04T09:00:00Z' }).expect(409);
    expect(JSON.parse(text)).toMatchObject({
      detail: expect.stringContaining('The clock goes forwards only') as string,
    });
    for (const wrong of [
      {},
      { now: 'tomorrow' },
      { today: '2096-02-30' },
      { now: '2097-03-05T09:00:00Z', today: '2097-03-05' },
    ])
      await move(wrong).expect(400);
  });

  it('is not there without DEMO', async () => {
    await start(Tally, new Tally(), { demo: false });
    await move({ today: '2096-07-05' }).expect(404);
  });
});
