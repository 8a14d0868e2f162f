import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStore } from '@ttg/event-sourcing';
import { KafkaFedEventStore } from '@ttg/messaging';
import { v4 } from 'uuid';
import { eventually, type Process, testBed } from '../projections/kernel-under-test';
import { Tally } from '../projections/tally';
import type { FedErrand } from './fed-process';
import { dice, kill, startKillable } from './killable';
import { brokersOfThisRun, newTopics, openRelay, type RelayProcess } from './relay-bed';
import { groupsOf, Stranger } from './stranger';

jest.setTimeout(120_000);

const poison = 13;

/** The ids of all events that the projection was given, in the order in which it was. */
const logged = async (process: Process): Promise<string[]> =>
  (await process.query<{ id: string }>('select event_id as id from housing.tally_log order by number')).map(
    ({ id }) => id,
  );

/** The ids of all events of the store, in its order, but for those of one case. */
const written = async (process: Process, but?: string): Promise<string[]> => {
  const { events } = await process.store.readAll({ limit: 100_000 });
  return events.filter(({ metadata }) => but === undefined || metadata.caseId !== but).map(({ id }) => id);
};

describe('a projection that is fed by Kafka, in two processes', () => {
  const bed = testBed();
  const roll = dice();
  const children: ChildProcess[] = [];
  let relay: RelayProcess | undefined;

  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await relay?.stop();
  });

  it('takes every event once and in order, whoever is killed, and parks one that it cannot take with its case alone', async () => {
    const settings = await newTopics(brokersOfThisRun());
    const errand: FedErrand = { databaseUrl: bed.database.appUrl, settings, poison };
    relay = openRelay(bed.database.appUrl, settings);
    relay.start();
    const writer = await bed.open([new Tally()]);
    const start = (): void => void children.push(startKillable('fed-process.ts', errand));
    start();
    start();
    const [cases, poisoned] = [Array.from({ length: 5 }, () => v4()), v4()];
    const write = async (): Promise<void> => {
      for (const caseId of cases) await writer.tally(caseId, 1);
    };
    const isTaken = async (): Promise<void> => expect(await logged(writer)).toEqual(await written(writer, poisoned));

    await write();
    await eventually(isTaken, 40_000);
    for (let round = 0; round < 5; round += 1) {
      const until = performance.now() + 300 + roll() * 1_500;
      while (performance.now() < until) {
        await write();
        await wait(5);
      }
      if (round === 1) await writer.tally(poisoned, poison);
      if (round === 3) await writer.tally(poisoned, 1);
      const [victim] = children.splice(roll() < 0.5 ? 0 : 1, 1);
      if (victim) await kill(victim);
      start();
    }
    await eventually(isTaken, 40_000);
    const parked = await writer.query<{ caseKey: string; behind: boolean }>(
      `select case_key as "caseKey", behind from projections.parked order by number`,
    );
    expect(parked).toEqual([
      { caseKey: poisoned, behind: false },
      { caseKey: poisoned, behind: true },
    ]);
  });
});

describe('a projection that is fed by Kafka, whose consumer group is rebalanced', () => {
  const bed = testBed();
  const strangers: Stranger[] = [];
  let relay: RelayProcess | undefined;

  afterEach(async () => {
    for (const stranger of strangers.splice(0)) await stranger.leave();
    await relay?.stop();
  });

  it('takes every event once and in order, whoever joins and leaves, and soon what came to others alone', async () => {
    const settings = await newTopics(brokersOfThisRun());
    relay = openRelay(bed.database.appUrl, settings);
    relay.start();
    let fed: KafkaFedEventStore | undefined;
    const feed = (store: EventStore): EventStore => (fed = new KafkaFedEventStore(store, settings, 'tally'));
    const reader = await bed.open([new Tally()], { feed });
    await reader.runner.start();
    const cases = Array.from({ length: 20 }, () => v4());
    /** Events flow meanwhile. */
    const writingUntil = (holds: () => Promise<void> | void): Promise<void> =>
      eventually(async () => {
        for (const caseId of cases) await reader.tally(caseId, 1);
        await holds();
      }, 30_000);
    const isTaken = async (): Promise<void> => expect(await logged(reader)).toEqual(await written(reader));
    let group = '';
    const isAlone = async (): Promise<void> => {
      const groups = await groupsOf(settings, `${settings.topicPrefix}.tally`);
      expect([...groups.values()]).toEqual([1]);
      // It has begun to read there: one that cannot begins again in another group.
      expect(fed?.isReading).toBe(true);
      [group = ''] = groups.keys();
    };
    const join = async (): Promise<Stranger> => {
      await writingUntil(isAlone);
      const stranger = new Stranger(settings, group);
      strangers.push(stranger);
      await writingUntil(() => expect(stranger.taken.size).toBeGreaterThan(0));
      // The reader has kept the others.
      expect(stranger.partitions.length).toBeLessThan(12);
      return stranger;
    };

    for (let round = 0; round < 3; round += 1) {
      const leaving = (await join()).leave();
      await writingUntil(isAlone);
      await leaving;
    }
    const last = await join();
    // By then he has had something of each case in his share, and the reader finds one gap after another.
    await writingUntil(() => expect(last.taken.size).toBeGreaterThan(10 * cases.length));
    const his = new Set(last.taken.values());
    const [kept = ''] = cases.filter((caseId) => !his.has(caseId));
    await reader.tally(kept, 1);
    await eventually(isTaken);
    // Of this one no message comes to the reader, nor of any after it: all it hears is that it has joined anew.
    await reader.tally([...his][0] ?? '', 1);
    const newest = (await written(reader)).at(-1) ?? '';
    await eventually(() => expect(last.taken.has(newest)).toBe(true));
    expect(await logged(reader)).not.toContain(newest);
    await last.leave();
    // Sooner than the store is looked into in any case, which is every 30 seconds.
    await eventually(isTaken, 15_000);
  });
});
