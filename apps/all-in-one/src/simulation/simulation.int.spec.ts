import { randomBytes, randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { findDemoAccount } from '@ttg/access';
import { date, londonToday } from '@ttg/calendar';
import { EventStore, isoDate, ReadModels, RequestContext } from '@ttg/event-sourcing';
import { RegisterWoman } from '@ttg/people/registration/commands';
import { BoardQuery } from '@ttg/readiness';
import { Temporal } from 'temporal-polyfill';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { AppModule } from '../app.module';
import { readSettings } from '@ttg/process/settings';
import type { Cohort } from './cohort/cohort';
import { type OpenSimulation, withSimulation } from './open-simulation';

jest.setTimeout(180_000);

const key = (): string => randomBytes(32).toString('base64');
/** Keys are the same for all: reservations stand in streams that are named by them, and have their ids from there. */
const settings = readSettings({
  DATABASE_URL: 'postgresql://app@db/x',
  DEMO: 'on',
  MASTER_KEY: key(),
  INDEX_KEY: key(),
});
const cohort: Cohort = { women: 14, seed: 3, from: isoDate(date('2026-07-01')), to: isoDate(date('2026-09-20')) };

interface Written {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly id: string;
  readonly on: string | null;
}

const everything = `
  select stream, revision::int, type, recorded_at::text as "recordedAt", id, data ->> 'on' as on
    from eventstore.events order by stream, revision`;

let databases: TestDatabase[] = [];

beforeEach(() => {
  databases = [];
});

afterEach(async () => {
  for (const database of databases) await database.drop();
});

const emptyDatabase = async (): Promise<string> => {
  const database = await testDatabase();
  databases.push(database);
  return database.appUrl;
};

const on = <T>(url: string, work: (simulation: OpenSimulation) => Promise<T>): Promise<T> =>
  withSimulation(settings, url, work);

/** The application itself, on its own clock. */
const openApplication = (url: string): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(AppModule.with(settings, url, { background: 'on-demand' }), {
    logger: ['error'],
  });

const eventsIn = ({ kernel }: OpenSimulation): Promise<readonly Written[]> =>
  kernel.get(ReadModels).query<Written>(everything);

const told = async (): Promise<readonly Written[]> =>
  on(await emptyDatabase(), async (simulation) => {
    await simulation.tell(cohort);
    return eventsIn(simulation);
  });

/** Told once, for all that only look at it. */
let once: Promise<readonly Written[]> | undefined;
const toldOnce = (): Promise<readonly Written[]> => (once ??= told());

/** The rules' own events have random ids, and streams of reservations are named by a key of the installation. */
const comparable = (events: readonly Written[]): readonly string[] =>
  events
    .map(({ id, stream, ...event }) => [
      stream.startsWith('readiness-') ? '' : id,
      stream.replace(/^(identifier|openCase)-.*/, '$1'),
      JSON.stringify(event),
    ])
    .map((parts) => parts.join(' '))
    .sort();

/** What stands in one of them alone. */
const differences = (some: readonly Written[], others: readonly Written[]): readonly string[] => {
  const [these, those] = [comparable(some), comparable(others)];
  return [...these.filter((one) => !those.includes(one)), ...those.filter((one) => !these.includes(one))];
};

describe('a cohort', () => {
  it('is the same in two empty stores: every event, its stream, its moment, its id', async () => {
    const [first, second] = [await toldOnce(), await told()];
    expect(first.length).toBeGreaterThan(300);
    expect(differences(first, second)).toEqual([]);
  });

  it('has alerts raised on the days they are of, in every week', async () => {
    const raised = (await toldOnce()).filter(({ type }) => type === 'readiness.alert-raised');
    expect(raised.length).toBeGreaterThan(10);
    for (const { recordedAt, on: of } of raised)
      expect(londonToday(Temporal.Instant.from(recordedAt.replace(' ', 'T'))).toString()).toBe(of);
    const months = new Set(raised.map(({ on: of }) => of?.slice(0, 7)));
    expect([...months].sort()).toEqual(['2026-07', '2026-08', '2026-09']);
  });

  it('shows on the board, marked as synthetic, to those who may see it', async () => {
    const account = findDemoAccount('resettlement-bronzefield');
    if (!account) throw new Error('The demo has no such account.');
    const url = await emptyDatabase();
    const notMarked = await on(url, async (simulation) => {
      await simulation.tell(cohort);
      return simulation.kernel.get(ReadModels).query(`select type from eventstore.events
        where type in ('people.person-registered', 'custody.woman-received') and data ->> 'synthetic' <> 'true'`);
    });
    expect(notMarked).toEqual([]);
    // As the application shows it afterwards, on its own clock.
    const app = await openApplication(url);
    const { rows } = await app.get(BoardQuery).board(account, {});
    await app.close();
    expect(rows.length).toBeGreaterThan(3);
    for (const { name } of rows) expect(name).toMatchObject({ text: expect.stringContaining('Example-') as string });
  });

  it('that is cut off goes on in the day it was cut off in, and ends as it would have', async () => {
    const url = await emptyDatabase();
    const powerCut = new Error('power cut');
    const cutOff = on(url, ({ tell }) =>
      tell(cohort, (done) => {
        if (done === 33) throw powerCut;
      }),
    );
    await expect(cutOff).rejects.toBe(powerCut);
    const goneOn = await on(url, async (simulation) => {
      expect(await simulation.toldOf(cohort.seed)).toMatchObject({ status: 'begun', toldTo: '2026-08-02' });
      await simulation.tell(cohort);
      return eventsIn(simulation);
    });
    expect(differences(goneOn, await toldOnce())).toEqual([]);
  });
});

describe('a store', () => {
  it('takes a cohort once: the same again writes nothing, another of its seed is refused', async () => {
    const small = { ...cohort, women: 2 };
    await on(await emptyDatabase(), async (simulation) => {
      await simulation.tell(small);
      const before = await eventsIn(simulation);
      await simulation.tell(small);
      expect(await eventsIn(simulation)).toEqual(before);
      await expect(simulation.tell({ ...small, women: 3 })).rejects.toThrow(/Choose another seed/);
      expect(await eventsIn(simulation)).toEqual(before);
    });
  });

  it('with a woman who is not marked as synthetic takes nothing', async () => {
    const url = await emptyDatabase();
    const app = await openApplication(url);
    const actor = { id: 'resettlement-bronzefield', role: 'prison-resettlement', organisation: 'BZI' };
    const names = { first: 'Synthetic', last: 'Person' };
    await RequestContext.run({ actor, correlationId: 'test' }, () =>
      app
        .get(CommandBus)
        .execute(new RegisterWoman(randomUUID(), { names, prisonNumber: 'A1234BC', synthetic: false })),
    );
    const before = await app.get(EventStore).lastPosition();
    await expect(on(url, ({ tell }) => tell(cohort))).rejects.toThrow(
      /not marked as synthetic, so nothing was written/,
    );
    expect(await app.get(EventStore).lastPosition()).toBe(before);
    await app.close();
  });

  it('takes another cohort beside it', async () => {
    const [one, other] = [
      { ...cohort, women: 2 },
      { ...cohort, women: 2, seed: 4 },
    ];
    await on(await emptyDatabase(), async (simulation) => {
      await simulation.tell(one);
      await simulation.tell(other);
      expect(await simulation.toldOf(4)).toMatchObject({ status: 'told' });
    });
  });
});
