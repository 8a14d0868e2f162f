import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicKey } from 'node:crypto';
import { FixedClock } from '@ttg/calendar';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';
import { eventually } from '../../../../../test/projections/kernel-under-test';
import { events } from '../../../contract/fixtures';
import { BackgroundLoops } from '../../background/background';
import { PostgresEventStore } from '../postgres-event-store';
import { readCheckpoint } from './checkpoint';
import { DailyCheckpoint } from './daily-checkpoint';
import { signingKey } from './signing-key';

let database: TestDatabase;
let pool: Pool;
let folder: string;
let clock: FixedClock;
const seed = Buffer.alloc(32, 5);

beforeEach(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.appUrl });
  folder = mkdtempSync(join(tmpdir(), 'ttg-checkpoints-'));
  // 00:30 in London, in summer.
  clock = new FixedClock('2027-06-30T23:30:00Z');
  await new PostgresEventStore(pool).append('kept-1', events(3), 'no-stream');
});

afterEach(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const oneProcess = (
  options: { into?: string } = { into: folder },
): { loops: BackgroundLoops; daily: DailyCheckpoint } => {
  const loops = new BackgroundLoops();
  const keys = { checkpointKey: seed.toString('base64') };
  return { loops, daily: new DailyCheckpoint(loops, pool, clock, { folder: options.into, keys }) };
};

const daysNoted = async (): Promise<unknown[]> =>
  (await pool.query<{ day: string }>(`select day::text, position from platform.checkpoints order by day`)).rows;

describe('the daily checkpoint', () => {
  it('is taken once a day by London’s calendar', async () => {
    const { daily } = oneProcess();
    const file = await daily.takeIfDue();
    expect(file).toBe(join(folder, 'checkpoint-2027-06-30T23-30-00.000Z.json'));
    clock.set('2027-07-01T22:59:59Z');
    expect(await daily.takeIfDue()).toBeUndefined();
    clock.set('2027-07-01T23:00:00Z');
    expect(await daily.takeIfDue()).toBe(join(folder, 'checkpoint-2027-07-01T23-00-00.000Z.json'));
    expect(await daysNoted()).toEqual([
      { day: '2027-07-01', position: '3' },
      { day: '2027-07-02', position: '3' },
    ]);
    const { statement } = readCheckpoint(readFileSync(file ?? '', 'utf8'), createPublicKey(signingKey(seed)));
    expect(statement).toMatchObject({ takenAt: '2027-06-30T23:30:00.000Z', position: '3', events: 3, streams: 1 });
  });

  it('is taken by one of several processes', async () => {
    const all = [oneProcess(), oneProcess(), oneProcess(), oneProcess()];
    const files = await Promise.all(all.map(({ daily }) => daily.takeIfDue()));
    expect(files.filter((file) => file !== undefined)).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('leaves its turn to another when it fails', async () => {
    const blocked = join(folder, 'a-file');
    writeFileSync(blocked, '');
    await expect(oneProcess({ into: join(blocked, 'inside') }).daily.takeIfDue()).rejects.toThrow(
      'a file is in the way',
    );
    expect(await daysNoted()).toEqual([]);
    await eventually(async () => expect(await oneProcess().daily.takeIfDue()).toBeDefined());
  });

  it('is taken by the running application', async () => {
    const { loops } = oneProcess();
    loops.start();
    await eventually(async () => expect(await daysNoted()).toHaveLength(1));
    await loops.stop();
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is not taken where no folder was named', async () => {
    const { daily, loops } = oneProcess({});
    expect(await daily.takeIfDue()).toBeUndefined();
    loops.start();
    await loops.stop();
    expect(await daysNoted()).toEqual([]);
  });
});
