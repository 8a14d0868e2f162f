import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { appendMany, eventually, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally, tallyEvents } from '../../../../test/projections/tally';
import { EventSourcingModule } from '../event-sourcing.module';
import type { CommandContext } from './command-context';
import { kernelCommands } from './commands';

const tally = new Tally();
/** That of the test bed. */
const indexKey = Buffer.alloc(32, 2).toString('base64');

@Module({ imports: [EventSourcingModule.forFeature({ events: tallyEvents, projections: [Tally] })] })
class HousingModule {}

const bed = testBed();
let folder: string;
let printed: string[];
let interruption: AbortController;

const context: CommandContext = {
  keys: () => ({ generateIn: folder, indexKey }),
  checkpointFolder: () => join(folder, 'checkpoints'),
  interrupted: () => interruption.signal,
  withKernel: async (work) => {
    const kernel = EventSourcingModule.forRoot({
      databaseUrl: bed.database.appUrl,
      keys: context.keys(),
      background: false,
    });
    const app = await Test.createTestingModule({ imports: [kernel, HousingModule] })
      .overrideProvider(Tally)
      .useValue(tally)
      .compile();
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  },
};

const ttg = async (...args: string[]): Promise<string> => {
  printed = [];
  await kernelCommands(context).parseAsync(args, { from: 'user' });
  return printed.join('\n');
};

/** Makes what is written to stderr go to a terminal. @returns what was drawn there */
const drawnOnTerminal = (): (() => string) => {
  Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true });
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => written.mock.calls.map(([text]) => String(text)).join('');
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttg-keys-'));
  process.exitCode = undefined;
  interruption = new AbortController();
  tally.poison.clear();
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});

afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(process.stderr, 'isTTY');
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

describe('projections', () => {
  it('status tells where each stands, for people and for programs', async () => {
    const application = await bed.open([new Tally()]);
    await appendMany(application, 3);
    expect(await ttg('projections', 'status')).toMatch(/housing\.tally +- \(of 1\) +not-started +- +3 +0/);
    await application.runner.start();
    await eventually(async () =>
      expect(JSON.parse(await ttg('projections', 'status', '--json'))).toMatchObject([
        { name: 'housing.tally', status: 'live', lag: 0, caughtUp: true, parked: 0, flaggedCases: [] },
      ]),
    );
  });

  it('rebuild builds anew while the application runs', async () => {
    const application = await bed.open([new Tally()]);
    await appendMany(application, 5);
    await application.runner.start();
    await eventually(async () => expect((await application.status.all())[0]?.caughtUp).toBe(true));
    await application.query(`delete from housing.tally_log`);
    expect(JSON.parse(await ttg('projections', 'rebuild', 'housing.tally', '--json'))).toEqual({
      'housing.tally': { events: 5 },
    });
    expect(await application.query(`select count(*)::int as rows from housing.tally_log`)).toEqual([{ rows: 5 }]);
  });

  it('retry replays what is parked, and says by its exit code that something stays', async () => {
    const broken = new Tally();
    broken.poison.add(2);
    const application = await bed.open([broken]);
    await application.runner.start();
    await appendMany(application, 3);
    await eventually(async () =>
      expect((await application.status.all())[0]).toMatchObject({ parked: 1, caughtUp: true }),
    );
    tally.poison.add(2);
    expect(await ttg('projections', 'retry')).toBe('housing.tally: 0 replayed, 1 still parked.');
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    tally.poison.clear();
    expect(await ttg('projections', 'retry', 'housing.tally')).toBe('housing.tally: 1 replayed, 0 still parked.');
    expect(process.exitCode).toBeUndefined();
  });

  it('retry shows on a terminal how far it has come, case by case', async () => {
    const broken = new Tally();
    broken.poison.add(1).add(2);
    const application = await bed.open([broken]);
    await application.runner.start();
    await appendMany(application, 2);
    await eventually(async () => expect((await application.status.all())[0]).toMatchObject({ parked: 2 }));
    const drawn = drawnOnTerminal();
    expect(await ttg('projections', 'retry', 'housing.tally')).toBe('housing.tally: 2 replayed, 0 still parked.');
    expect(drawn()).toMatch(/housing\.tally \[.+\] 50% 1\/2 parked events.*100% 2\/2 parked events/s);
  });

  it('park holds back a case, retry --case lets it go, and replay is another word for rebuild', async () => {
    const application = await bed.open([new Tally()]);
    await application.runner.start();
    const caseId = '6f2c1a1e-5f0e-4a57-9c39-0d9c62f3a001';
    expect(await ttg('projections', 'park', 'housing.tally', caseId)).toBe(`housing.tally: case ${caseId} is parked.`);
    await application.tally(caseId, 1);
    await eventually(async () =>
      expect(await ttg('projections', 'status')).toMatch(
        new RegExp(
          `housing\\.tally +1 +live +\\d+ +0 +1 +0 s +yes\n.*${caseId} is held back, 1 parked .by an operator.`,
        ),
      ),
    );
    expect(await ttg('projections', 'retry')).toBe('housing.tally: 0 replayed, 0 still parked.');
    expect(JSON.parse(await ttg('projections', 'retry', '--case', caseId, '--json'))).toEqual({
      'housing.tally': { replayed: 1, stillParked: 0 },
    });
    expect(JSON.parse(await ttg('projections', 'replay', '--json'))).toEqual({ 'housing.tally': { events: 1 } });
    expect(JSON.parse(await ttg('projections', 'pause', '--json'))).toEqual({ 'housing.tally': { status: 'paused' } });
    expect(await ttg('projections', 'status')).toMatch(/housing\.tally +1 +paused/);
    expect(await ttg('projections', 'resume')).toBe('housing.tally: goes on.');
  });

  it('park refuses what is no id, and holds nothing back', async () => {
    const [said, exited] = [
      jest.spyOn(process.stderr, 'write').mockReturnValue(true),
      jest.spyOn(process, 'exit').mockImplementation((code) => {
        throw new Error(`exit ${String(code)}`);
      }),
    ];
    await expect(ttg('projections', 'park', 'housing.tally', '6f2c1a1e')).rejects.toThrow('exit 1');
    expect(exited).toHaveBeenCalledWith(1);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('Give the id of a case or a person'));
  });

  it('names those there are when asked for another', async () => {
    await expect(ttg('projections', 'rebuild', 'housing.tely')).rejects.toThrow('There are: housing.tally.');
  });
});

describe('keys rotate', () => {
  it('leaves one new master key in the file, and what was sealed opens', async () => {
    await ttg('projections', 'status');
    const file = join(folder, 'keys', 'master.key');
    const before = readFileSync(file, 'utf8');
    expect(await ttg('keys', 'rotate')).toMatch(/^0 data keys are wrapped under master key /);
    const after = readFileSync(file, 'utf8');
    expect(after).not.toBe(before);
    expect(after.trim().split('\n')).toHaveLength(1);
  });
});
