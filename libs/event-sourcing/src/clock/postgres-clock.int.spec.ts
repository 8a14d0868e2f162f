import { Client, Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { eventually, testBed } from '../../../../test/projections/kernel-under-test';
import type { MachineClocks } from './database-time';
import { ClockGoesForwardsOnly } from './movable-clock';
import { PostgresClock } from './postgres-clock';

const bed = testBed();
const clocks: { clock: PostgresClock; pool: Pool }[] = [];

const start = async (machine?: MachineClocks): Promise<PostgresClock> => {
  const pool = new Pool({ connectionString: bed.database.appUrl });
  pool.on('error', () => undefined);
  const clock = new PostgresClock(pool, machine);
  clocks.push({ clock, pool });
  await clock.refresh();
  clock.listen();
  return clock;
};

const stopAll = async (): Promise<void> => {
  for (const { clock, pool } of clocks.splice(0)) {
    await clock.stop();
    await pool.end();
  }
};

afterEach(stopAll);

const inDays = (days: number): Temporal.Instant => Temporal.Now.instant().add({ hours: 24 * days });
const secondsApart = (a: Temporal.Instant, b: Temporal.Instant): number => Math.abs(a.since(b).total('seconds'));

describe('the shared clock', () => {
  it('is real time until it is moved', async () => {
    expect(secondsApart((await start()).now(), Temporal.Now.instant())).toBeLessThan(5);
  });

  it('is the same on a machine whose clock is wrong, and stays so when that is set while it runs', async () => {
    let hours = 15;
    const machine = { wall: () => Date.now() + hours * 3_600_000, steady: () => performance.now() };
    const [there, here] = [await start(machine), await start()];
    expect(secondsApart(there.now(), Temporal.Now.instant())).toBeLessThan(5);
    for (hours of [-20, 0, 3]) expect(secondsApart(there.now(), Temporal.Now.instant())).toBeLessThan(5);
    await there.advanceTo(inDays(1));
    await eventually(() => expect(secondsApart(here.now(), inDays(1))).toBeLessThan(5));
    expect(secondsApart(there.now(), inDays(1))).toBeLessThan(5);
  });

  it('moves in every process, and stands there after a restart', async () => {
    const [here, there] = [await start(), await start()];
    await here.advanceTo(inDays(30));
    expect(secondsApart(here.now(), inDays(30))).toBeLessThan(5);
    await eventually(() => expect(there.offset).toBe(here.offset));
    const { offset } = here;
    await stopAll();
    expect((await start()).offset).toBe(offset);
  });

  it('tells its listeners, and the one who moves it waits for those of her process', async () => {
    const [here, there] = [await start(), await start()];
    const told: string[] = [];
    here.onChange(async (now) => {
      await Promise.resolve();
      told.push(`here ${secondsApart(now, inDays(2)) < 5}`);
    });
    there.onChange(() => void told.push('there'));
    const stopListening = here.onChange(() => void told.push('nobody'));
    stopListening();
    await here.advanceTo(inDays(2));
    expect(told).toContain('here true');
    await eventually(() => expect([...told].sort()).toEqual(['here true', 'there']));
  });

  it('goes on when a listener fails', async () => {
    const clock = await start();
    const told = jest.fn();
    clock.onChange(() => Promise.reject(new Error('synthetic')));
    clock.onChange(told);
    await clock.advanceTo(inDays(1));
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('never goes back', async () => {
    const clock = await start();
    await clock.advanceTo(inDays(10));
    await expect(clock.advanceTo(inDays(9))).rejects.toThrow(ClockGoesForwardsOnly);
    expect(secondsApart(clock.now(), inDays(10))).toBeLessThan(5);
  });

  it('is kept from going back by the database itself', async () => {
    const clock = await start();
    await clock.advanceTo(inDays(10));
    const asApplication = (sql: string): Promise<unknown> | undefined => clocks[0]?.pool.query(sql);
    await expect(asApplication('update platform.clock set offset_ms = 5')).rejects.toMatchObject({
      constraint: 'clock_goes_forwards',
    });
    await expect(asApplication('delete from platform.clock')).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses one of two moves that cross, and both processes agree', async () => {
    const [here, there] = [await start(), await start()];
    await Promise.allSettled([here.advanceTo(inDays(20)), there.advanceTo(inDays(3))]);
    await eventually(() => expect(there.offset).toBe(here.offset));
    expect(secondsApart(here.now(), inDays(20))).toBeLessThan(5);
  });

  it('catches up with what it missed while its connection was gone', async () => {
    const [here, there] = [await start(), await start()];
    const superuser = new Client({ connectionString: bed.database.superUrl });
    await superuser.connect();
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ttg listen' and datname = $1`;
    await eventually(async () =>
      expect((await superuser.query(kill, [bed.database.name])).rowCount).toBeGreaterThanOrEqual(2),
    );
    await here.advanceTo(inDays(4));
    await eventually(() => expect(there.offset).toBe(here.offset));
    await superuser.end();
  });
});
