import { type Clock, OffsetClock } from '@ttg/calendar';
import {
  AppendSignals,
  type EventIn,
  type Evolution,
  RequestContext,
  Streams,
  UnknownEventType,
  UnreadableEvent,
  type Written,
} from '@ttg/event-sourcing';
import { verifyStore } from '@ttg/event-sourcing/postgres/verifying/verify-store';
import { Client } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { v4 } from 'uuid';
import { event, events, newStream } from '../../libs/event-sourcing/contract/fixtures';
import { take } from '../../libs/event-sourcing/contract/subscribing';
import type { IsoInstant } from '../../libs/event-sourcing/src/events/iso';
import { eventually, type Process, testBed } from '../projections/kernel-under-test';
import { Tally, tallied, tallyEvents } from '../projections/tally';

jest.setTimeout(60_000);

/** Events that should not be: of a type nobody knows, not as events are written, recorded by a clock that went backwards. */
const bed = testBed();

const asSuperuser = async (sql: string): Promise<void> => {
  const client = new Client({ connectionString: bed.database.superUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const isCaughtUp = async (process: Awaited<ReturnType<typeof bed.open>>): Promise<void> =>
  eventually(async () => expect((await process.status.all())[0]).toMatchObject({ caughtUp: true }));

describe('an event that nobody knows', () => {
  it('is named by its type and version to whoever reads the stream, and harms no other', async () => {
    const { store, codec } = await bed.open([new Tally()]);
    await store.append('odd-1', [event({}, { type: 'nobody.heard-of-it' })], 'no-stream');
    await store.append('fine-1', [event({ amount: 1 }, { type: tallied.type })], 'no-stream');
    const [odd, fine] = (await store.readAll({ limit: 10 })).events;
    if (!odd || !fine) throw new Error('Two were written.');
    expect(() => codec.decode(odd)).toThrow(UnknownEventType);
    expect(() => codec.decode({ ...fine, version: 2 })).toThrow('housing.tallied in version 2');
    expect(codec.decode(fine)).toMatchObject({ data: { amount: 1 } });
  });

  it('passes by a projection that did not ask for it; one of a later version holds back its case alone', async () => {
    const process = await bed.open([new Tally()]);
    const [held, free] = [v4(), v4()];
    await process.store.append('odd-1', [event({}, { type: 'nobody.heard-of-it' })], 'no-stream');
    await process.tally(held, 1);
    await process.tally(free, 2);
    await asSuperuser(`update eventstore.events set version = 2 where metadata ->> 'caseId' = '${held}'`);
    await process.runner.start();
    await isCaughtUp(process);
    expect(await process.query('select case_id, total from housing.tally')).toEqual([{ case_id: free, total: 2 }]);
    const parked = 'select case_key, error_class from projections.parked';
    expect(await process.query(parked)).toEqual([{ case_key: held, error_class: 'UnknownEventType' }]);
  });
});

describe('a payload that does not parse', () => {
  it('cannot be stored: not by a superuser', async () => {
    const { store } = await bed.open([]);
    await store.append('kept-1', events(1), 'no-stream');
    await expect(asSuperuser(`update eventstore.events set data = '{"cut":'`)).rejects.toThrow(
      'invalid input syntax for type json',
    );
  });

  it.each([
    ['data', `data = 'null'`, 1],
    ['data', `data = '[{"amount":1}]'`, 1],
    ['data', `data = '"text"'`, 1],
    ['metadata', `metadata = 'null'`, 2],
    ['metadata', `metadata = '{}'`, 2],
    ['metadata', `metadata = '{"personId":7}'`, 2],
    ['metadata', `metadata = (metadata::jsonb || '{"caseId":5}')::json`, 1],
    ['metadata', `metadata = (metadata::jsonb || '{"causationId":{}}')::json`, 1],
    ['metadata', `metadata = (metadata::jsonb || '{"actor":{"id":"a","role":7,"organisation":"o"}}')::json`, 1],
  ])(
    'but is no event: its %s is refused by name, without its content, and holds back no other (%s)',
    async (what, assignment, faults) => {
      const process = await bed.open([new Tally()]);
      const [broken, free] = [v4(), v4()];
      await process.tally(broken, 1);
      await process.tally(free, 2);
      await asSuperuser(`update eventstore.events set ${assignment} where metadata ->> 'caseId' = '${broken}'`);
      const [odd] = (await process.store.readAll({ limit: 1 })).events;
      if (!odd) throw new Error('Two were written.');
      expect(() => process.codec.decode(odd)).toThrow(UnreadableEvent);
      expect(() => process.codec.decode(odd)).toThrow(`The ${what} of event ${odd.id} `);
      await process.runner.start();
      await isCaughtUp(process);
      expect(await process.query('select case_id, total from housing.tally')).toEqual([{ case_id: free, total: 2 }]);
      expect(await process.query('select error_class from projections.parked')).toEqual([
        { error_class: 'UnreadableEvent' },
      ]);
      // Its hash; and its time of recording, where that is gone.
      expect((await verifyStore(process.pool)).faults).toHaveLength(faults);
    },
  );
});

describe('a clock that goes backwards', () => {
  it('changes no order: events stand as they were appended, whatever time they carry', async () => {
    const { store, pool } = await bed.open([]);
    const [one, other] = [newStream(), newStream()];
    const at = (recordedAt: string) => {
      const made = event();
      return { ...made, metadata: { ...made.metadata, recordedAt: recordedAt as IsoInstant } };
    };
    await store.append(one, [at('2027-03-31T12:00:00Z')], 'no-stream');
    await store.append(other, [at('2027-03-31T11:00:00Z')], 'no-stream');
    await store.append(one, [at('2027-03-30T12:00:00Z'), at('2026-03-30T12:00:00Z')], 0);
    const { events: all } = await store.readAll({ limit: 10 });
    expect(all.map(({ stream, revision }) => [stream, revision])).toEqual([
      [one, 0],
      [other, 0],
      [one, 1],
      [one, 2],
    ]);
    expect((await verifyStore(pool)).faults).toEqual([]);
  });

  /** Decides as a command does, at the time its clock shows. @returns what makes a decision in a stream */
  const deciding = ({ store, codec }: Process, clock: Clock) => {
    const streams = new Streams(store, codec, clock, new AppendSignals());
    const evolution: Evolution<number, EventIn<typeof tallyEvents>> = {
      initial: 0,
      evolve: (sum, { data }) => sum + data.amount,
    };
    const actor = { id: 'synthetic-account', role: 'tester', organisation: 'tests' };
    return (caseId: string) =>
      RequestContext.run({ actor, correlationId: 'synthetic-correlation' }, () =>
        streams.decide(evolution, `tally-${caseId}`, (sum) => tallied({ amount: sum + 1 }), {
          about: { personId: v4(), caseId },
        }),
      );
  };

  it('while an application decides changes nothing but the times: all stand, and are taken, as they were decided', async () => {
    const process = await bed.open([new Tally()]);
    const [clock, cases] = [new OffsetClock(), [v4(), v4()]];
    const decide = deciding(process, clock);
    await process.runner.start();
    const taken = take(process.store.subscribe({ batchSize: 2 }), 12);
    const decided: Written[] = [];
    // Two hours fast, then right, then a day slow; each round is decided in both cases.
    for (const hours of [2, 2, 0, 0, -24, -24]) {
      clock.setOffset(hours * 3_600_000);
      for (const caseId of cases) decided.push(await decide(caseId));
    }

    const { events: all } = await process.store.readAll({ limit: 100 });
    expect(all.map(({ position }) => position)).toEqual(decided.map(({ position }) => position));
    expect(all.map(({ stream, revision }) => [stream, revision])).toEqual(
      [0, 1, 2, 3, 4, 5].flatMap((revision) => cases.map((caseId) => [`tally-${caseId}`, revision])),
    );
    const times = all.map(({ metadata }) => Temporal.Instant.from(metadata.recordedAt));
    const hours = times.map((time) => Math.round(time.since(times[0] ?? time).total('hours')));
    expect(hours).toEqual([0, 0, 0, 0, -2, -2, -2, -2, -26, -26, -26, -26]);
    const ids = all.map(({ id }) => id);
    expect((await taken).map(({ id }) => id)).toEqual(ids);

    await isCaughtUp(process);
    const applied = await process.query<{ event_id: string }>('select event_id from housing.tally_log order by number');
    expect(applied.map(({ event_id }) => event_id)).toEqual(ids);
    // Each amount is one more than all before it: 1, 2, 4, … of six decisions.
    expect(await process.query('select distinct events, total from housing.tally')).toEqual([{ events: 6, total: 63 }]);
    const { faults, doubts } = await verifyStore(process.pool);
    expect(faults).toEqual([]);
    // Where time goes back, once each.
    expect(doubts.map(({ position }) => position)).toEqual([all[4]?.position, all[8]?.position]);
  });
});
