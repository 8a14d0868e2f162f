import { bankHolidays, date } from '@ttg/calendar';
import {
  EventStore,
  type IsoDate,
  MovableClock,
  ProjectionWaiter,
  RequestContext,
  type StoredEvent,
  Streams,
} from '@ttg/event-sourcing';
import { Client, Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import type { ContextApp } from '../../../../test/contexts/context-app';
import type { Woman } from '../../../../test/contexts/housing';
import { aWoman, learned, rows, standing, startReadiness } from '../../../../test/contexts/readiness';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { taskDone, type TaskKey } from '../events';
import { assess } from '../rules';
import { dateSet, hearing, received, screened, sentencedOn } from '../testing/worked-story';
import { assessorActor } from './actor';
import { Assessor } from './assessor';
import { DueCases, sweeping } from './due-cases';

jest.setTimeout(60_000);

let database: TestDatabase;
let running: ContextApp[];

beforeEach(async () => {
  database = await testDatabase();
  running = [];
});
afterEach(async () => {
  for (const app of running) await app.close();
  await database.drop();
});

/** A process of ours on the database of the test. */
const start = async (today?: string): Promise<ContextApp> => {
  const app = await startReadiness(today, database);
  running.push(app);
  return app;
};
const stop = async (app: ContextApp): Promise<void> => {
  running = running.filter((one) => one !== app);
  await app.close();
};

/** Received on remand and screened, nothing ready: G23 from the fifth day. */
const remand = async (app: ContextApp, day: string, woman: Woman = aWoman()): Promise<Woman> => {
  await learned(app, woman, received(day), screened(day));
  return woman;
};

/** Until the rules have looked at every case there is. */
const settled = (app: ContextApp, women: number): Promise<void> =>
  eventually(async () => {
    const last = await app.app.get(EventStore).lastPosition();
    expect(last && (await app.app.get(ProjectionWaiter).waitFor('readiness.facts', last, 1000))).toBe(true);
    const [count] = await rows<{ known: string; due: string }>(
      app,
      `select count(*) as known, count(*) filter (where assess_on = '-infinity') as due from readiness.case_facts`,
    );
    expect(count).toEqual({ known: String(women), due: '0' });
  });

const events = async (app: ContextApp, type: string): Promise<readonly StoredEvent[]> =>
  (await app.app.get(EventStore).readAll({ types: [type], limit: 1000 })).events;

const written = async (app: ContextApp, type: string): Promise<number> => (await events(app, type)).length;

const nextDay = async (app: ContextApp, { caseId }: Woman): Promise<string | null | undefined> => {
  const [row] = await rows<{ day: string | null }>(
    app,
    `select assess_on::text as day from readiness.case_facts where case_id = $1`,
    caseId,
  );
  return row?.day;
};

describe('a change of facts', () => {
  it('is looked at at once, with nobody asking', async () => {
    const app = await start('2027-02-19');
    const woman = await remand(app, '2027-02-19');
    await learned(app, woman, sentencedOn('2027-02-19'), dateSet('2027-03-31'));
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G1 A']));
  });

  it('is what its alert followed from; that of a new day followed from nothing', async () => {
    const app = await start('2027-02-19');
    const [sentenced, onRemand] = [await remand(app, '2027-02-19'), await remand(app, '2027-02-19')];
    await learned(app, sentenced, sentencedOn('2027-02-19'), dateSet('2027-03-31'));
    await eventually(async () => expect(await standing(app, sentenced)).toEqual(['G1 A']));
    await settled(app, 2);
    await app.goTo('2027-02-24');
    await eventually(async () => expect(await standing(app, onRemand)).toEqual(['G23 A']));

    const [cause] = await events(app, 'custody.release-date-set');
    const alerts = await events(app, 'readiness.alert-raised');
    const ofRule = (rule: string) => alerts.find(({ data }) => data['rule'] === rule)?.metadata;
    expect(ofRule('G1')).toMatchObject({ correlationId: 'synthetic', causationId: cause?.id });
    expect(ofRule('G23')).not.toHaveProperty('causationId');
    expect(ofRule('G23')?.correlationId).toMatch(/^[\da-f]{8}-/);
  });

  it('is what its alert follows from, also where what the assessor wrote of an earlier one comes after it', async () => {
    const app = await start('2027-02-19');
    const woman = await remand(app, '2027-02-19');
    await settled(app, 1);
    const holding = new Client({ connectionString: database.appUrl });
    await holding.connect();
    await holding.query('select pg_advisory_lock($1)', [sweeping]);
    await learned(app, woman, sentencedOn('2027-02-19'), dateSet('2027-03-31'));
    const { taskId, kind, subject } = (await events(app, 'readiness.task-opened'))[0]?.data as unknown as TaskKey;
    const late = taskDone({ taskId, caseId: woman.caseId, kind, subject, how: 'fact', on: '2027-02-19' as IsoDate });
    await RequestContext.run({ actor: assessorActor, correlationId: 'earlier' }, () =>
      app.app
        .get(Streams)
        .decide({ initial: undefined, evolve: () => undefined }, `readiness-${woman.caseId}`, () => [late], {
          about: woman,
        }),
    );
    await holding.end();
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G1 A']));
    const [cause] = await events(app, 'custody.release-date-set');
    const [alert] = await events(app, 'readiness.alert-raised');
    expect(alert?.metadata).toMatchObject({ correlationId: 'synthetic', causationId: cause?.id });
  });

  it('leaves the case alone until the day on which a rule will say something else', async () => {
    const app = await start('2027-01-11');
    const woman = await remand(app, '2027-01-11');
    await settled(app, 1);
    expect(await nextDay(app, woman)).toBe('2027-01-16');
    expect(await standing(app)).toEqual([]);
  });

  it('is noticed also where another process made it, as a rebuild does that makes every case due', async () => {
    const app = await start('2027-01-11');
    await remand(app, '2027-01-11');
    await settled(app, 1);
    await app.app.get(Pool).query(`update readiness.case_facts set assess_on = '-infinity'`);
    await settled(app, 1);
  });

  it('writes nothing where nothing follows from it', async () => {
    const app = await start('2027-01-11');
    await remand(app, '2027-01-11');
    await settled(app, 1);
    expect(await written(app, 'readiness.alert-raised')).toBe(0);
    const last = await app.app.get(EventStore).lastPosition();
    expect(await app.app.get(Assessor).sweep()).toBe(0);
    expect(await app.app.get(EventStore).lastPosition()).toBe(last);
  });
});

describe('a sweep', () => {
  it('looks at what fell due and at nothing else, however many batches it takes', async () => {
    const app = await start('2027-01-11');
    const women = Array.from({ length: 40 }, aWoman);
    for (const woman of women) await remand(app, '2027-01-11', woman);
    const later = await remand(app, '2027-01-11');
    await learned(app, later, sentencedOn('2027-01-11'), dateSet('2028-01-31'));
    await settled(app, 41);
    const assessed = jest.spyOn(app.app.get(DueCases), 'assessed');
    await app.goTo('2027-01-16');
    await eventually(async () => expect(await standing(app)).toEqual(women.map(() => 'G23 A')));
    expect(await app.app.get(Assessor).sweep()).toBe(0);
    const looked = assessed.mock.calls.flatMap(([cases]) => cases.map(({ caseId }) => caseId));
    expect(looked.sort()).toEqual(women.map(({ caseId }) => caseId).sort());
  });

  it('after days of downtime sees all that fell due meanwhile, as of today', async () => {
    const before = await start('2027-01-11');
    const [unheard, withHearing] = [await remand(before, '2027-01-11'), await remand(before, '2027-01-11')];
    await learned(before, withHearing, hearing('2027-01-22'));
    await settled(before, 2);
    await stop(before);
    const after = await whileDown('2027-01-20');
    await eventually(async () => expect(await standing(after, unheard)).toEqual(['G23 A']));
    await eventually(async () => expect(await standing(after, withHearing)).toEqual(['G23 R']));
    expect(await written(after, 'readiness.alert-raised')).toBe(2);
    expect(await written(after, 'readiness.alert-escalated')).toBe(0);
    expect(await rows(after, 'select distinct raised_on as "raisedOn" from readiness.alert')).toEqual([
      { raisedOn: '2027-01-20' },
    ]);
  });

  it('after downtime over which the clocks went forward takes the day that it is in London', async () => {
    const before = await start('2027-03-24');
    const woman = await remand(before, '2027-03-24');
    await settled(before, 1);
    await stop(before);
    // Day 5 is Monday 29 March: half past midnight in London, and still the 28th in UTC.
    const after = await whileDown('2027-03-29', '00:30');
    await eventually(async () => expect(await standing(after, woman)).toEqual(['G23 A']));
  });

  it('of two processes at once raises an alert once', async () => {
    const [here, there] = [await start('2027-01-11'), await start()];
    for (let woman = 0; woman < 5; woman += 1) await remand(here, '2027-01-11');
    await settled(here, 5);
    await Promise.all([here.goTo('2027-01-16'), there.app.get(Assessor).sweep()]);
    await eventually(async () => expect(await standing(here)).toEqual(Array<string>(5).fill('G23 A')));
    await Promise.all([here.app.get(Assessor).sweep(), there.app.get(Assessor).sweep()]);
    expect(await written(here, 'readiness.alert-raised')).toBe(5);
  });

  it('waits until the sweep of another process is over: what that one found is older', async () => {
    const app = await start('2027-01-11');
    await remand(app, '2027-01-11');
    await settled(app, 1);
    const other = new Client({ connectionString: database.appUrl });
    await other.connect();
    await other.query('select pg_advisory_lock($1)', [sweeping]);
    const moved = app.goTo('2027-01-16');
    await eventually(async () => {
      const { rowCount } = await other.query(
        `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [sweeping],
      );
      expect(rowCount).toBe(1);
    });
    expect(await written(app, 'readiness.alert-raised')).toBe(0);
    await other.end();
    await moved;
    expect(await written(app, 'readiness.alert-raised')).toBe(1);
  });

  /** Starts again on that day: the clock was moved while nobody ran. */
  const whileDown = async (day: string, time = '09:00'): Promise<ContextApp> => {
    const pool = new Pool({ connectionString: database.appUrl });
    const then = Temporal.ZonedDateTime.from(`${day}T${time}[Europe/London]`).epochMilliseconds;
    await pool.query('update platform.clock set offset_ms = $1', [then - Date.now()]);
    await pool.end();
    return start();
  };
});

describe('midnight in London', () => {
  const goTo = (app: ContextApp, instant: string): Promise<void> =>
    app.app.get(MovableClock).advanceTo(Temporal.Instant.from(instant));

  it('is an hour earlier in UTC when the clocks have gone forward', async () => {
    // Summer time begins on Sunday 28 March 2027; day 5 is Monday the 29th.
    const app = await start('2027-03-24');
    const woman = await remand(app, '2027-03-24');
    await settled(app, 1);
    await goTo(app, '2027-03-28T22:59:00Z');
    expect(await standing(app, woman)).toEqual([]);
    await goTo(app, '2027-03-28T23:00:01Z');
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G23 A']));
  });

  it('is that of UTC when the clocks have gone back', async () => {
    // Summer time ends on Sunday 31 October 2027; day 5 is Monday 1 November.
    const app = await start('2027-10-27');
    const woman = await remand(app, '2027-10-27');
    await settled(app, 1);
    await goTo(app, '2027-10-31T23:00:01Z');
    expect(await app.app.get(Assessor).sweep()).toBe(0);
    expect(await standing(app, woman)).toEqual([]);
    await goTo(app, '2027-11-01T00:00:01Z');
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G23 A']));
  });

  it('is noticed by itself', async () => {
    const app = await start('2027-03-24');
    const woman = await remand(app, '2027-03-24');
    await settled(app, 1);
    await goTo(app, '2027-03-28T22:59:59.300Z');
    expect(app.app.get(MovableClock).today()).toEqual(date('2027-03-28'));
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G23 A']));
  });
});

describe('a case that the rules cannot take', () => {
  const spoil = (app: ContextApp, { caseId }: Woman): Promise<unknown> =>
    app.app.get(Pool).query(
      `update readiness.case_facts set facts = jsonb_set(facts::jsonb, '{custody,receivedOn}', '"some day"')::json,
              assess_on = '-infinity' where case_id = $1`,
      [caseId],
    );

  it('does not hold up the others', async () => {
    const app = await start('2027-01-11');
    const women = [aWoman(), aWoman(), aWoman()] as const;
    for (const woman of women) await remand(app, '2027-01-11', woman);
    await settled(app, 3);
    const [, spoiled] = women;
    await spoil(app, spoiled);
    await app.goTo('2027-01-16');
    await eventually(async () => expect(await standing(app)).toEqual(['G23 A', 'G23 A']));
    expect(await standing(app, spoiled)).toEqual([]);
  });

  it('is looked at again as soon as its facts change', async () => {
    const app = await start('2027-01-11');
    const woman = await remand(app, '2027-01-11');
    await settled(app, 1);
    const [sound] = await rows<{ facts: object }>(app, 'select facts from readiness.case_facts');
    await spoil(app, woman);
    await app.app.get(Assessor).sweep();
    await app.goTo('2027-01-16');
    expect(await standing(app, woman)).toEqual([]);
    await app.app
      .get(Pool)
      .query(`update readiness.case_facts set facts = $1, position = position || '0'`, [sound?.facts]);
    await app.app.get(Assessor).sweep();
    await eventually(async () => expect(await standing(app, woman)).toEqual(['G23 A']));
  });
});

describe('what stands', () => {
  it('is what the rules say of the facts that are kept', async () => {
    const app = await start('2027-02-26');
    const woman = await remand(app, '2027-01-11');
    await learned(app, woman, sentencedOn('2027-02-19'), dateSet('2027-03-31'));
    await settled(app, 1);
    const [row] = await rows<{ facts: Parameters<typeof assess>[0] }>(app, 'select facts from readiness.case_facts');
    const { alerts, nextChange } = assess(
      row?.facts ?? { housing: { referrals: {} }, health: {} },
      date('2027-02-26'),
      bankHolidays,
    );
    await eventually(async () =>
      expect(await standing(app, woman)).toEqual(alerts.map(({ rule, severity }) => `${rule} ${severity}`)),
    );
    expect(alerts).not.toEqual([]);
    await eventually(async () => expect(await nextDay(app, woman)).toBe(nextChange?.toString()));
  });
});
