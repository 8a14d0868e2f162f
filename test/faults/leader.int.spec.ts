import { Client } from 'pg';
import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../projections/kernel-under-test';
import { Tally } from '../projections/tally';
import { type Child, startChild } from './child';

const bed = testBed();
const children: Child[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
});

const start = (): Child => {
  const child = startChild({ databaseUrl: bed.database.appUrl, work: 'run', lanes: 1 });
  children.push(child);
  return child;
};

const logged = async (process: Process): Promise<string[]> =>
  (await process.query<{ event_id: string }>(`select event_id from housing.tally_log order by number`)).map(
    ({ event_id }) => event_id,
  );

const asSuperuser = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: bed.database.superUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Takes the locks of a process from it, as a broken network would: it lives on. */
const cutLeaders = (): Promise<unknown> =>
  asSuperuser((client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'ttg leader'`,
      [bed.database.name],
    ),
  );

describe('a projection in two processes', () => {
  it('is run by one, the other reads nothing, and takes over within 5 seconds of a kill -9', async () => {
    const writer = await bed.open([new Tally()]);
    const [one, two] = [start(), start()];
    const leader = await Promise.race([one, two].map(async (child) => (await child.says('leads'), child)));
    const waiter = leader === one ? two : one;
    const written = await appendMany(writer, 20);
    await eventually(async () => expect(await logged(writer)).toEqual(written));
    expect(waiter.hasSaid('leads')).toBe(false);

    await leader.kill();
    const killedAt = performance.now();
    written.push(...(await appendMany(writer, 5)));
    await eventually(async () => expect(await logged(writer)).toEqual(written));
    expect(performance.now() - killedAt).toBeLessThan(5_000);
    expect(waiter.hasSaid('leads')).toBe(true);
  });

  it('is applied once by both of them together, however often the lead is taken from one', async () => {
    const [one, two] = [await bed.open([new Tally()]), await bed.open([new Tally()])];
    const led: string[] = [];
    one.steps.visit = (step) => void (step === 'leads' && led.push('one'));
    two.steps.visit = (step) => void (step === 'leads' && led.push('two'));
    await Promise.all([one.runner.start(), two.runner.start()]);
    const written: string[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const ledBefore = led.length;
      written.push(...(await appendMany(one, 10)));
      await cutLeaders();
      await eventually(async () => {
        written.push(...(await appendMany(two, 1)));
        expect(led.length).toBeGreaterThan(ledBefore);
      });
    }
    await eventually(async () => expect(await logged(one)).toEqual(written));
  });

  it('is taken over at once from one that ends in order', async () => {
    const [one, two] = [await bed.open([new Tally()]), await bed.open([new Tally()])];
    await one.runner.start();
    await eventually(async () => expect((await one.status.all())[0]?.isRun).toBe(true));
    await two.runner.start();
    await one.runner.stop();
    const written = await appendMany(one, 3);
    await eventually(async () => expect(await logged(two)).toEqual(written));
  });

  it('is not held by one whose connections are all in use', async () => {
    const busy = await bed.open([new Tally()], { max: 2 });
    await busy.runner.start();
    const held = [await busy.pool.connect(), await busy.pool.connect()];
    const writer = await bed.open([new Tally()]);
    expect((await writer.status.all())[0]?.isRun).toBe(true);
    const { position } = await writer.tally(v4(), 1);
    for (const client of held) client.release();
    expect(await writer.waiter.waitFor('housing.tally', position, 5_000)).toBe(true);
  });

  it('asks the network after a silent host: what bounds the take-over where a host is gone, or hangs', async () => {
    const tally = new Tally();
    const process = await bed.open([tally]);
    let ofBatch: unknown;
    tally.beforeCommit = async (_, tables) => {
      [ofBatch] = await tables.query(
        `select current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int
           * current_setting('tcp_keepalives_count')::int as seconds, current_setting('tcp_user_timeout') as unanswered,
           current_setting('idle_in_transaction_session_timeout') as hanging`,
      );
    };
    await process.runner.start();
    await process.tally(v4(), 1);
    await eventually(() => expect(ofBatch).toEqual({ seconds: 4, unanswered: '4000', hanging: '1min' }));
  });
});
