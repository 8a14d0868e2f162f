import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { v4 } from 'uuid';
import { eventually, testBed } from '../projections/kernel-under-test';
import { Tally } from '../projections/tally';
import type { FedErrand } from './fed-process';
import { dice, kill, startKillable } from './killable';
import { brokersOfThisRun, newTopics, openRelay, type RelayProcess } from './relay-bed';

jest.setTimeout(120_000);

const poison = 13;

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
    const logged = async (): Promise<string[]> =>
      (await writer.query<{ id: string }>('select event_id as id from housing.tally_log order by number')).map(
        ({ id }) => id,
      );
    const written = async (): Promise<string[]> => {
      const { events } = await writer.store.readAll({ limit: 100_000 });
      return events.filter(({ metadata }) => metadata.caseId !== poisoned).map(({ id }) => id);
    };

    await write();
    await eventually(async () => expect(await logged()).toEqual(await written()), 40_000);
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
    await eventually(async () => expect(await logged()).toEqual(await written()), 40_000);
    const parked = await writer.query<{ caseKey: string; behind: boolean }>(
      `select case_key as "caseKey", behind from projections.parked order by number`,
    );
    expect(parked).toEqual([
      { caseKey: poisoned, behind: false },
      { caseKey: poisoned, behind: true },
    ]);
  });
});
