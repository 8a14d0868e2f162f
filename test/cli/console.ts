import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { EventSourcingModule, type KeySettings } from '@ttg/event-sourcing';
import type { CommandContext } from '@ttg/event-sourcing/cli/command-context';
import { kernelCommands } from '@ttg/event-sourcing/cli/commands';
import type { TestBed } from '../projections/kernel-under-test';

/** A console on the database of a test. */
export interface Console {
  /** A folder of the test's own, for keys and files. */
  readonly folder: string;
  /** What was printed by the command under way, or the last one: a line each. */
  readonly printed: readonly string[];
  /** Other keys than those generated in the folder. */
  keys?: KeySettings;
  /** Gives a command. @returns what it printed. */
  ttg(...args: readonly string[]): Promise<string>;
  /** Ctrl-C. */
  interrupt(): void;
}

/** Gives every test of a suite a console. The index key is that of the test bed. */
export const consoleOn = (bed: TestBed): Console => {
  const indexKey = Buffer.alloc(32, 2).toString('base64');
  let [folder, printed, interruption] = ['', [] as string[], new AbortController()];
  const context = (): CommandContext => ({
    keys: () => console_.keys ?? { generateIn: folder, indexKey },
    checkpointFolder: () => join(folder, 'checkpoints'),
    interrupted: () => interruption.signal,
    withKernel: async (work) => {
      const masterKey = Buffer.alloc(32, 1).toString('base64');
      const options = { databaseUrl: bed.database.appUrl, keys: { masterKey, indexKey }, background: false };
      const app = await Test.createTestingModule({ imports: [EventSourcingModule.forRoot(options)] }).compile();
      try {
        return await work(app);
      } finally {
        await app.close();
      }
    },
  });
  const console_: Console = {
    get folder() {
      return folder;
    },
    get printed() {
      return printed;
    },
    ttg: async (...args) => {
      printed = [];
      await kernelCommands(context()).parseAsync(args, { from: 'user' });
      return printed.join('\n');
    },
    interrupt: () => interruption.abort(),
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ttg-console-'));
    process.exitCode = undefined;
    interruption = new AbortController();
    delete console_.keys;
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
    rmSync(folder, { recursive: true });
  });
  return console_;
};
