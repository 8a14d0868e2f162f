import { Client, Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { events, newStream } from '../../contract/fixtures';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { PostgresClock } from '../clock/postgres-clock';
import type { Position } from '../store/event-store';
import { Notifications } from './notifications';
import { openPool } from './pool';
import { PostgresEventStore } from './postgres-event-store';

let database: TestDatabase;
let pool: Pool;
let superuser: Client;
/** Ends what a test began. */
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  database = await testDatabase();
  pool = openPool(database.appUrl);
  superuser = new Client({ connectionString: database.superUrl });
  await superuser.connect();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await superuser.end();
  await pool.end();
  await database.drop();
});

const sessions = `from pg_stat_activity where application_name = 'ttg listen' and datname = current_database()`;
const listening = async (): Promise<number[]> =>
  (await superuser.query<{ pid: number }>(`select pid ${sessions}`)).rows.map(({ pid }) => pid);
const notify = (channel: string, payload: string): Promise<unknown> =>
  superuser.query('select pg_notify($1, $2)', [channel, payload]);

/** Notes what comes on a channel. */
const listener = (channel: string) => {
  const noted = { heard: [] as string[], began: 0 };
  const stop = Notifications.of(pool).subscribe({
    channel,
    onNotice: (payload) => void noted.heard.push(payload),
    onListening: () => void (noted.began += 1),
  });
  ends.push(stop);
  return { noted, stop };
};

it('the subscriptions and the clock of a process listen on one connection, which comes back for both', async () => {
  // Nothing but what is notified tells them within this test.
  const store = new PostgresEventStore(pool, { pollEveryMs: 3_600_000 });
  const clock = new PostgresClock(pool);
  const positions: (Position | undefined)[] = [];
  const follow = async (): Promise<void> => {
    for await (const { upTo } of store.subscribe({})) positions.push(upTo);
  };
  ends.push(
    () => clock.stop(),
    () => store.close(),
  );
  clock.listen();
  const subscriptions = [follow(), follow()];
  const elsewhere = openPool(database.appUrl);
  ends.push(() => elsewhere.end());
  const [writer, mover] = [new PostgresEventStore(elsewhere), new PostgresClock(elsewhere)];
  const pids = new Set<number>();
  for (let round = 1; round <= 3; round += 1) {
    const { position } = await writer.append(newStream(), events(1), 'no-stream');
    await mover.advanceTo(Temporal.Now.instant().add({ hours: round }));
    await eventually(() => {
      expect(positions.filter((one) => one === position)).toHaveLength(2);
      expect(clock.offset).toBe(mover.offset);
    });
    const [pid, ...more] = await listening();
    expect(more).toEqual([]);
    pids.add(Number(pid));
    await superuser.query(`select pg_terminate_backend(pid, 10000) ${sessions}`);
  }
  expect(pids.size).toBe(3);
  store.close();
  await Promise.all([...subscriptions, clock.stop()]);
  await eventually(async () => expect(await listening()).toEqual([]));
});

it('what comes on a channel is told to those who listen to it, and who comes later misses nothing from then on', async () => {
  const one = listener('one');
  await eventually(() => expect(one.noted.began).toBe(1));
  const [again, other] = [listener('one'), listener('other')];
  await eventually(() => expect([again.noted.began, other.noted.began]).toEqual([1, 1]));
  await notify('one', 'first');
  await notify('other', 'second');
  await eventually(() => expect(other.noted.heard).toEqual(['second']));
  expect([one.noted.heard, again.noted.heard]).toEqual([['first'], ['first']]);
  await one.stop();
  await other.stop();
  await notify('other', 'to nobody');
  await notify('one', 'third');
  await eventually(() => expect(again.noted.heard).toEqual(['first', 'third']));
  expect([one.noted, other.noted]).toEqual([
    { heard: ['first'], began: 1 },
    { heard: ['second'], began: 1 },
  ]);
  expect(await listening()).toHaveLength(1);
  await again.stop();
});

it('the connection ends with the last who listens, and begins anew with the next', async () => {
  const first = listener('one');
  await eventually(() => expect(first.noted.began).toBe(1));
  const leaving = first.stop();
  const next = listener('one');
  await eventually(() => expect(next.noted.began).toBe(1));
  await leaving;
  await notify('one', 'heard');
  await eventually(() => expect(next.noted.heard).toEqual(['heard']));
  expect(first.noted).toEqual({ heard: [], began: 1 });
  await next.stop();
  await eventually(async () => expect(await listening()).toEqual([]));
});
