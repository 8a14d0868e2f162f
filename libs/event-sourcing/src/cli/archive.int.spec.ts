import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FixedClock } from '@ttg/calendar';
import { Client } from 'pg';
import { testBed } from '../../../../test/projections/kernel-under-test';
import { event } from '../../contract/fixtures';
import { ClosedCases } from '../archive/closed-cases';
import { StartFailure } from '../embedded-postgres/start-failure';
import { EventSourcingModule } from '../event-sourcing.module';
import type { IsoDate, IsoInstant } from '../events/iso';
import type { CommandContext } from './command-context';
import { kernelCommands } from './commands';

/** A context whose cases were all closed on the day they are named after. */
class ClosedOnTheirDay extends ClosedCases {
  async closedBefore(day: IsoDate): Promise<readonly string[]> {
    return ['2024-03-01', '2024-06-01'].filter((closedOn) => closedOn < day);
  }
}

@Module({ providers: [{ provide: ClosedCases, useClass: ClosedOnTheirDay }] })
class CasesModule {}

const bed = testBed();
const key = Buffer.alloc(32, 2).toString('base64');
let printed: string[];
/** What time it is, where that matters; else the time of the database. */
let now: string | undefined;

const context: CommandContext = {
  keys: () => ({ masterKey: key, indexKey: key }),
  checkpointFolder: () => undefined,
  interrupted: () => new AbortController().signal,
  withKernel: async (work) => {
    const { appUrl: databaseUrl, maintenanceUrl } = bed.database;
    const kernel = EventSourcingModule.forRoot({
      databaseUrl,
      maintenanceUrl,
      keys: context.keys(),
      background: false,
      ...(now !== undefined && { clock: new FixedClock(now) }),
    });
    const app = await Test.createTestingModule({ imports: [kernel, CasesModule] }).compile();
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  },
};

const archive = async (...args: string[]): Promise<string> => {
  printed = [];
  const program = kernelCommands(context);
  for (const command of program.commands.flatMap((group) => [group, ...group.commands])) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(['store', 'archive', ...args], { from: 'user' });
  return printed.join('\n');
};

const hotEvents = async (): Promise<number> => {
  const superuser = new Client({ connectionString: bed.database.superUrl });
  await superuser.connect();
  const { rows } = await superuser.query<{ count: number }>('select count(*)::int from eventstore.events');
  await superuser.end();
  return rows[0]?.count ?? Number.NaN;
};

beforeEach(async () => {
  now = undefined;
  const { store } = await bed.open([]);
  for (const [stream, caseId] of [
    ['custody-1', '2024-03-01'],
    ['readiness-1', '2024-03-01'],
    ['custody-2', '2024-06-01'],
    ['custody-3', 'open'],
  ] as const) {
    const made = event();
    const metadata = { ...made.metadata, caseId, recordedAt: '2024-02-01T12:00:00Z' as IsoInstant };
    await store.append(stream, [{ ...made, metadata }], 'no-stream');
  }
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});

afterEach(() => jest.restoreAllMocks());

describe('store archive', () => {
  it('says first what it would move, and moves nothing', async () => {
    expect(await archive('--closed-before', '2024-04-01', '--dry-run')).toBe(
      '1 case closed before 2024-04-01.\nTo be moved: 2 events in 2 streams, theirs alone.',
    );
    expect(await hotEvents()).toBe(4);
  });

  it('moves what is of closed cases, once', async () => {
    const report = { closedBefore: '2025-01-01', cases: 2, streams: 3, events: 3, moved: true };
    expect(JSON.parse(await archive('--closed-before', '2025-01-01', '--json'))).toEqual(report);
    expect(await hotEvents()).toBe(1);
    expect(JSON.parse(await archive('--closed-before', '2025-01-01', '--json'))).toMatchObject({
      streams: 0,
      events: 0,
    });
  });

  it.each([
    ['tomorrow', 'Write a day as 2026-03-31.'],
    ['2024-02-30', 'Write a day as 2026-03-31.'],
    ['9999-01-01', 'must be over'],
  ])('refuses %s', async (day, sentence) => {
    await expect(archive('--closed-before', day)).rejects.toThrow(sentence);
    expect(await hotEvents()).toBe(4);
  });

  it('takes an age as well, counted back from today in London, and says which day that is', async () => {
    now = '2026-03-30T23:30:00Z';
    expect(await archive('--closed-for', 'P2Y', '--dry-run')).toBe(
      '1 case closed before 2024-03-31.\nTo be moved: 2 events in 2 streams, theirs alone.',
    );
  });

  it('moves the cases that were closed for longer than that, and no others', async () => {
    now = '2026-06-01T12:00:00Z';
    const report = { closedBefore: '2024-06-01', cases: 1, streams: 2, events: 2, moved: true };
    expect(JSON.parse(await archive('--closed-for', 'P2Y', '--json'))).toEqual(report);
    expect(await hotEvents()).toBe(2);
  });

  it.each([
    ['PT5H', 'Write an age as P2Y'],
    ['-P2Y', 'Write an age as P2Y'],
    ['P3000Y', 'goes back too far'],
  ])('refuses an age of %s', async (age, sentence) => {
    await expect(archive('--closed-for', age)).rejects.toThrow(sentence);
    expect(await hotEvents()).toBe(4);
  });

  it.each([
    ['neither a day nor an age', [], 'Say which cases: --closed-before'],
    [
      'both',
      ['--closed-before', '2025-01-01', '--closed-for', 'P2Y'],
      'Give --closed-before or --closed-for, not both',
    ],
  ])('refuses %s, in a sentence', async (_, args, sentence) => {
    const refusal: unknown = await archive(...args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartFailure);
    expect((refusal as StartFailure).sentence).toContain(sentence);
    expect(await hotEvents()).toBe(4);
  });
});
