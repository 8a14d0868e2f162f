import { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { Projection } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { openProcess, type Process, type ProcessOptions } from './process';

export type { Process } from './process';

// What goes wrong here is meant to.
Logger.overrideLogger(false);

// The machine that runs the tests may have other things to do.
jest.setTimeout(30_000);

/** Processes on a database of their own, put away after each test. */
export interface TestBed {
  readonly database: TestDatabase;
  open(projections: readonly Projection[], config?: ProcessOptions): Promise<Process>;
}

/** Gives every test of a suite a database, or all of them the same one, and ends the processes each opened. */
export const testBed = ({ shared = false } = {}): TestBed => {
  let database: TestDatabase | undefined;
  const processes: Process[] = [];
  const current = (): TestDatabase => {
    if (!database) throw new Error('There is a database within a test only.');
    return database;
  };
  (shared ? beforeAll : beforeEach)(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.close();
  });
  // After the hook above: of several, the last is run first.
  (shared ? afterAll : afterEach)(() => current().drop());
  return {
    get database() {
      return current();
    },
    open: async (projections, config) => {
      const process = await openProcess(current().appUrl, projections, config);
      processes.push(process);
      return process;
    },
  };
};

/** Appends events of as many cases. @returns their ids, in order */
export const appendMany = async (process: Process, count: number): Promise<string[]> => {
  const after = await process.store.lastPosition();
  for (let amount = 1; amount <= count; amount += 1) await process.tally(v4(), amount);
  const { events } = await process.store.readAll({ after, limit: 10_000 });
  return events.map(({ id }) => id);
};

/** Waits until something holds; fails with what it was last. */
export const eventually = async (holds: () => Promise<void> | void, timeoutMs = 10_000): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(20);
    }
  }
};
