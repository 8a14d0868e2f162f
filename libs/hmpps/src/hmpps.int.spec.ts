import { Measures } from '@ttg/observability';
import { Client, Pool, type QueryResultRow } from 'pg';
import { testDatabase, type TestDatabase } from '../../../test/postgres/database';
import { eventually, HmppsApp } from '../../../test/contexts/hmpps';
import * as published from './testing/examples';
import { StubHmpps } from './testing/stub-hmpps';

jest.setTimeout(60_000);

let stub: StubHmpps;
let database: TestDatabase;
let app: HmppsApp;

beforeAll(async () => {
  [stub, database] = await Promise.all([StubHmpps.start(), testDatabase()]);
  app = await HmppsApp.start(stub.settings, '2027-03-24', database);
}, 120_000);
afterAll(async () => {
  await app.close();
  await database.drop();
  await stub.stop();
});
beforeEach(() => {
  stub.comeBack();
  stub.forgetSentence();
});

let made = 0;
/** A prison number nobody has had. */
const newNumber = (): string => `A${String((made += 1)).padStart(4, '0')}ZZ`;

const settled = (outcome: string) => ({ state: 'done', outcome });
const waiting = (outcome: string) => ({ state: 'waiting', outcome });

/** Received from court on 1 March. */
const receivedWoman = async (changed: object = {}): Promise<string> => {
  const she = newNumber();
  stub.prisoner(she, { receptionDate: '2027-03-01', ...changed });
  expect(await app.told(published.received(she, '2027-03-01T10:00:05Z'))).toMatchObject(settled('applied'));
  return she;
};
const isOut = (she: string, changed: object = {}): void =>
  stub.prisoner(she, {
    ...{ inOutStatus: 'OUT', prisonId: 'OUT', lastMovementTypeCode: 'REL', lastMovementReasonCode: 'CR', ...changed },
  });

describe('a woman who is received', () => {
  it('is registered, has a case, and her dates', async () => {
    const she = newNumber();
    stub.prisoner(she, { legalStatus: 'SENTENCED', sentenceStartDate: '2027-03-01' });
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-24', nonDtoReleaseDateType: 'CRD' });
    expect(await app.told(published.received(she, '2027-03-01T10:00:05Z'))).toMatchObject(settled('applied'));
    expect(await app.cases(she)).toMatchObject([
      {
        ...{
          status: 'in-custody',
          prison: 'BZI',
          receivedOn: '2027-03-01',
          legalStatus: 'sentenced',
          synthetic: false,
        },
        releaseDate: { date: '2027-09-24', type: 'CRD' },
      },
    ]);
  });

  it('is received once, though both families tell of it, one of them late, and queues deliver twice', async () => {
    const she = await receivedWoman();
    const again = await app.tell(published.received(she, '2027-03-01T10:00:05Z'));
    expect(await app.message(again)).toMatchObject({ ...settled('applied'), timesReceived: 2 });
    expect(await app.told(published.delayedReceived(she, '2027-03-01T10:00:00Z'))).toMatchObject(settled('overtaken'));
    expect(await app.told(published.delayedReceived(she, '2027-03-01T10:01:00Z'))).toMatchObject(
      settled('known-already'),
    );
    expect(await app.cases(she)).toHaveLength(1);
  });

  it('by staff first goes on with the case that staff opened', async () => {
    const she = newNumber();
    stub.prisoner(she);
    const names = { first: 'Synthetic', last: 'Example' };
    const person = await app
      .staff()
      .post('/api/v1/people/persons', { names, prisonNumber: she, synthetic: true })
      .expect(201);
    const { personId } = person.body as { personId: string };
    const reception = { personId, prison: 'BZI', receivedOn: '2027-03-01', from: 'court', legalStatus: 'remand' };
    await app.staff().post('/api/v1/custody/cases', reception).expect(201);
    expect(await app.told(published.received(she, '2027-03-01T10:00:05Z'))).toMatchObject(settled('known-already'));
    expect(await app.cases(she)).toHaveLength(1);
  });

  it('in another prison of ours moves, and is not moved back by what is told late', async () => {
    const she = await receivedWoman();
    stub.prisoner(she, { prisonId: 'DWI' });
    const moved = { prisonId: 'DWI', reason: 'TRANSFERRED' };
    expect(await app.told(published.received(she, '2027-03-10T12:00:00Z', moved))).toMatchObject(settled('applied'));
    expect(await app.told(published.delayedReceived(she, '2027-03-10T09:00:00Z'))).toMatchObject(settled('overtaken'));
    expect(await app.cases(she)).toMatchObject([{ prison: 'DWI' }]);
  });

  it('in a prison that is none of ours is not looked up', async () => {
    const before = stub.asked.length;
    const elsewhere = published.received(newNumber(), '2027-03-01T10:00:05Z', { prisonId: 'SWI' });
    expect(await app.told(elsewhere)).toMatchObject(settled('another-prison'));
    expect(stub.asked).toHaveLength(before);
  });
});

describe('a woman who is released', () => {
  it('has left, once, whichever family tells it first', async () => {
    const she = await receivedWoman();
    isOut(she);
    expect(await app.told(published.released(she, '2027-03-20T10:00:05Z'))).toMatchObject(settled('applied'));
    expect(await app.told(published.delayedReleased(she, '2027-03-20T10:00:00Z'))).toMatchObject(
      settled('known-already'),
    );
    expect(await app.cases(she)).toMatchObject([{ status: 'released' }]);
  });

  it('is released although the message came before that of her reception', async () => {
    const she = newNumber();
    isOut(she, { receptionDate: '2027-03-02', legalStatus: 'REMAND', lastMovementDate: '2027-03-05' });
    const early = await app.tell(published.released(she, '2027-03-05T10:00:05Z'));
    expect(await app.actedOn(early)).toMatchObject(waiting('not-received-yet'));
    expect(await app.told(published.received(she, '2027-03-02T10:00:05Z'))).toMatchObject(settled('applied'));
    expect(await app.retried(early)).toMatchObject(settled('applied'));
    expect(await app.cases(she)).toMatchObject([{ status: 'released', receivedOn: '2027-03-02' }]);
  });

  it('and received again has the next case, which nothing from before undoes', async () => {
    const she = await receivedWoman();
    isOut(she);
    await app.told(published.released(she, '2027-03-20T10:00:05Z'));
    stub.prisoner(she, { legalStatus: 'RECALL', recall: true, receptionDate: '2027-03-22' });
    stub.fixedTermRecall('2027-03-22', 56);
    const back = published.received(she, '2027-03-22T18:00:00Z', { reason: 'READMISSION' });
    expect(await app.told(back)).toMatchObject(settled('applied'));
    expect(await app.told(published.delayedReleased(she, '2027-03-20T09:59:00Z'))).toMatchObject(settled('overtaken'));
    const [first, next] = await app.cases(she);
    expect(first).toMatchObject({ status: 'closed' });
    expect(next).toMatchObject({
      ...{ status: 'in-custody', legalStatus: 'recalled', receivedOn: '2027-03-22', previousCaseId: first?.caseId },
      releaseDate: { date: '2027-05-16', type: 'FTR56' },
    });
  });

  it.each(['SENT_TO_COURT', 'TRANSFERRED', 'TEMPORARY_ABSENCE_RELEASE', 'RELEASED_TO_HOSPITAL'])(
    'is not released by %s',
    async (reason) => {
      const she = await receivedWoman();
      expect(await app.told(published.released(she, '2027-03-20T10:00:05Z', { reason }))).toMatchObject(
        settled('not-a-release'),
      );
      expect(await app.cases(she)).toMatchObject([{ status: 'in-custody' }]);
    },
  );

  it('by a reception that was taken back was never here', async () => {
    const she = await receivedWoman();
    isOut(she, { receptionDate: '2025-01-01', lastMovementDate: '2025-06-01' });
    expect(await app.told(published.released(she, '2027-03-01T10:30:00Z'))).toMatchObject(settled('applied'));
    expect(await app.cases(she)).toMatchObject([{ status: 'closed' }]);
  });

  it('and is held under immigration powers waits for a person to settle it', async () => {
    const she = await receivedWoman();
    const [{ caseId } = {}] = await app.cases(she);
    await app
      .staff()
      .post(`/api/v1/custody/cases/${String(caseId)}/immigration-hold`, { on: '2027-03-02' })
      .expect(200);
    isOut(she);
    const message = await app.tell(published.released(she, '2027-03-20T10:00:05Z'));
    expect(await app.actedOn(message)).toMatchObject(waiting('immigration-hold-stands'));
    await app.staff().post(`/api/v1/custody/cases/${String(caseId)}/immigration-hold-end`, { on: '2027-03-19' });
    expect(await app.retried(message)).toMatchObject(settled('applied'));
  });
});

describe('her dates', () => {
  it.each([published.sentenceDatesChanged, published.releaseDatesCalculated])(
    'follow HMPPS, whoever says that they changed',
    async (changed) => {
      const she = await receivedWoman();
      stub.prisoner(she, { legalStatus: 'SENTENCED', sentenceStartDate: '2027-03-08' });
      stub.sentenceDates({ conditionalReleaseDate: '2027-09-24' });
      expect(await app.told(changed(she, '2027-03-08T16:00:00Z'))).toMatchObject(settled('applied'));
      stub.sentenceDates({ conditionalReleaseDate: '2027-08-20' });
      expect(await app.told(changed(she, '2027-03-09T16:00:00Z'))).toMatchObject(settled('applied'));
      expect(await app.told(changed(she, '2027-03-09T16:00:01Z'))).toMatchObject(settled('known-already'));
      expect(await app.cases(she)).toMatchObject([
        { legalStatus: 'sentenced', releaseDate: { date: '2027-08-20', type: 'CRD' } },
      ]);
    },
  );

  it('are not taken back because HMPPS shows us none: they are looked up again', async () => {
    const she = await receivedWoman();
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-24' });
    await app.told(published.sentenceDatesChanged(she, '2027-03-08T16:00:00Z'));
    stub.forgetSentence();
    const back = await app.tell(published.received(she, '2027-03-10T16:00:00Z'));
    expect(await app.actedOn(back)).toMatchObject(waiting('no-such-booking'));
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-25' });
    expect(await app.retried(back)).toMatchObject(settled('known-already'));
    expect(await app.cases(she)).toMatchObject([{ releaseDate: { date: '2027-09-25' } }]);
  });

  it('on a fixed-term recall are its last day', async () => {
    const she = await receivedWoman();
    stub.prisoner(she, { legalStatus: 'RECALL', recall: true });
    stub.fixedTermRecall('2027-03-01', 56);
    expect(await app.told(published.fixedTermRecallChanged(she, '2027-03-03T16:00:00Z'))).toMatchObject(
      settled('applied'),
    );
    expect(await app.cases(she)).toMatchObject([
      { legalStatus: 'recalled', releaseDate: { date: '2027-04-25', type: 'FTR56' } },
    ]);
  });

  it('are not looked up of somebody who is not known here', async () => {
    const before = stub.asked.length;
    expect(await app.told(published.sentenceDatesChanged(newNumber(), '2027-03-08T16:00:00Z'))).toMatchObject(
      settled('not-known-here'),
    );
    expect(stub.asked).toHaveLength(before);
  });
});

describe('two numbers of one woman', () => {
  it('make one record of two, with her case, and what comes late under the old number finds her', async () => {
    const [removed, kept] = [await receivedWoman(), newNumber()];
    const names = { first: 'Synthetic', last: 'Example' };
    await app.staff().post('/api/v1/people/persons', { names, prisonNumber: kept, synthetic: true }).expect(201);
    expect(await app.told(published.merged(kept, removed, '2027-03-10T10:00:00Z'))).toMatchObject(settled('applied'));
    expect(await app.persons(removed)).toEqual(await app.persons(kept));
    expect(await app.told(published.merged(kept, removed, '2027-03-10T10:00:01Z'))).toMatchObject(
      settled('known-already'),
    );
    stub.prisoner(kept, { inOutStatus: 'OUT', lastMovementTypeCode: 'REL', lastMovementDate: '2027-03-20' });
    expect(await app.told(published.released(kept, '2027-03-20T10:00:00Z'))).toMatchObject(settled('applied'));
    expect(await app.told(published.delayedReceived(removed, '2027-03-01T10:00:00Z'))).toMatchObject(
      settled('overtaken'),
    );
    expect(await app.cases(kept)).toMatchObject([{ status: 'released' }]);
  });

  it('are both on the one record there is', async () => {
    const [removed, kept] = [await receivedWoman(), newNumber()];
    await app.told(published.merged(kept, removed, '2027-03-10T10:00:00Z'));
    expect(await app.persons(kept)).toMatchObject([{ prisonNumbers: [removed, kept] }]);
  });

  it('with an open case each wait for a person to say which goes on', async () => {
    const [removed, kept] = [await receivedWoman(), await receivedWoman()];
    const message = await app.tell(published.merged(kept, removed, '2027-03-10T10:00:00Z'));
    expect(await app.actedOn(message)).toMatchObject(waiting('both-have-open-cases'));
    expect((await app.inbox()).messages).toContainEqual(
      expect.objectContaining({ id: message, outcome: 'both-have-open-cases' }),
    );
    const [{ caseId } = {}] = await app.cases(removed);
    const inError = { on: '2027-03-23', reason: 'opened-in-error' };
    await app
      .staff()
      .post(`/api/v1/custody/cases/${String(caseId)}/closure`, inError)
      .expect(200);
    expect(await app.retried(message)).toMatchObject(settled('applied'));
  });

  it('that a stay was moved between are hers where nothing is left under the first', async () => {
    const [from, to] = [await receivedWoman(), newNumber()];
    stub.noPrisoner(from);
    expect(await app.told(published.bookingMoved(from, to, '2027-03-10T10:00:00Z'))).toMatchObject(settled('applied'));
    expect(await app.persons(to)).toEqual(await app.persons(from));
  });

  it('that a stay was moved between may be two women’s where something is left', async () => {
    const [from, to] = [await receivedWoman(), newNumber()];
    expect(await app.told(published.bookingMoved(from, to, '2027-03-10T10:00:00Z'))).toMatchObject(
      waiting('booking-moved-between-two'),
    );
    expect(await app.persons(to)).toEqual([]);
  });
});

describe('the HMPPS API', () => {
  it('that is away is waited for, and holds up nobody else', async () => {
    const she = newNumber();
    stub.prisoner(she);
    stub.goAway();
    const message = await app.tell(published.received(she, '2027-03-01T10:00:05Z'));
    expect(await app.actedOn(message)).toMatchObject({ ...waiting('hmpps-unavailable'), attempts: 1 });
    expect(await app.told(published.merged(newNumber(), newNumber(), '2027-03-10T10:00:00Z'))).toMatchObject(
      settled('not-known-here'),
    );
    stub.comeBack();
    expect(await app.retried(message)).toMatchObject(settled('applied'));
    expect(await app.cases(she)).toHaveLength(1);
  });

  it('that fails half way leaves nothing half done', async () => {
    const she = newNumber();
    stub.prisoner(she, { legalStatus: 'SENTENCED', sentenceStartDate: '2027-03-01' });
    stub.brokenDates();
    const message = await app.tell(published.received(she, '2027-03-01T10:00:05Z'));
    expect(await app.actedOn(message)).toMatchObject(waiting('hmpps-answer-unreadable'));
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-24' });
    expect(await app.retried(message)).toMatchObject(settled('known-already'));
    expect(await app.cases(she)).toMatchObject([{ releaseDate: { date: '2027-09-24' } }]);
  });
});

describe('a message', () => {
  it('of a type that nothing is done about is kept and counted', async () => {
    const other = {
      ...published.released(newNumber(), '2027-03-01T10:00:00Z'),
      eventType: 'tier.calculation.complete',
    };
    expect(await app.told(other)).toMatchObject({ state: 'unknown', outcome: 'unknown-type' });
    expect((await app.inbox()).counts).toContainEqual(
      expect.objectContaining({ eventType: 'tier.calculation.complete', state: 'unknown', messages: 1 }),
    );
  });

  it('that is none is refused, with what is wrong', async () => {
    const answer = await app.context.as('administrator').post('/api/v1/inbox/hmpps', { eventType: 'x' }).expect(400);
    expect(answer.body).toMatchObject({
      type: 'urn:through-the-gate:problem:not-a-domain-event',
      errors: [{ field: 'occurredAt' }],
    });
  });

  it('of a known type without what it is published with is kept for a person to look at', async () => {
    const message = await app.tell(published.released('X', '2027-03-01T10:00:00Z'));
    const forAPerson = { state: 'given-up', outcome: 'unreadable' };
    expect(await app.message(message)).toMatchObject(forAPerson);
    expect(await app.retried(message)).toMatchObject({ ...forAPerson, attempts: 1 });
  });

  it('that is dated ahead waits for its day, and makes nothing else look delayed', async () => {
    const she = await receivedWoman();
    const ahead = published.received(she, '2027-04-24T10:00:05Z');
    expect(await app.told(ahead)).toMatchObject(waiting('date-to-come'));
    isOut(she);
    expect(await app.told(published.released(she, '2027-03-20T10:00:05Z'))).toMatchObject(settled('applied'));
  });

  it('is an administrator’s to bring and to look at', async () => {
    await app.staff().post('/api/v1/inbox/hmpps', published.released(newNumber(), '2027-03-01T10:00:00Z')).expect(403);
    await app.staff().get('/api/v1/admin/inbox/hmpps').expect(403);
    await app.staff().post('/api/v1/admin/inbox/hmpps/retry', {}).expect(403);
  });

  it('that was given up is tried again with all others', async () => {
    const she = newNumber();
    const message = await app.tell(published.released(she, '2027-03-05T10:00:05Z'));
    await app.actedOn(message);
    await query(
      `update hmpps.message set received_at = now() - interval '7 hours', next_attempt_at = now() where id = $1`,
      message,
    );
    expect(await app.retried(message)).toMatchObject({ state: 'given-up', outcome: 'not-received-yet' });
    stub.prisoner(she, { receptionDate: '2027-03-02' });
    await app.told(published.received(she, '2027-03-02T10:00:05Z'));
    isOut(she, { lastMovementDate: '2027-03-05' });
    await app.context.as('administrator').post('/api/v1/admin/inbox/hmpps/retry', {}).expect(200);
    expect(await app.done(message)).toMatchObject({ ...settled('applied'), attempts: 3 });
  });

  it('whose outcome could not be noted is acted on again, and nothing is written twice', async () => {
    const she = newNumber();
    stub.prisoner(she, { legalStatus: 'SENTENCED', sentenceStartDate: '2027-03-01' });
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-24' });
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await owner.query(`alter table hmpps.message add constraint forgetful check (outcome <> 'applied') not valid`);
      const message = await app.tell(published.received(she, '2027-03-01T10:00:05Z'));
      await eventually(async () =>
        expect(await app.cases(she)).toMatchObject([{ releaseDate: { date: '2027-09-24' } }]),
      );
      expect(await app.message(message)).toMatchObject({ state: 'waiting', attempts: 0 });
      await owner.query('alter table hmpps.message drop constraint forgetful');
      expect(await app.actedOn(message)).toMatchObject(settled('known-already'));
    } finally {
      await owner.query('alter table hmpps.message drop constraint if exists forgetful');
      await owner.end();
    }
    expect(await app.cases(she)).toHaveLength(1);
  });

  it('is acted on once by two processes, in the order in which things happened', async () => {
    const other = await HmppsApp.start(stub.settings, undefined, database);
    try {
      const women = Array.from({ length: 8 }, newNumber);
      for (const she of women) stub.prisoner(she, { prisonId: 'DWI', receptionDate: '2027-03-01' });
      const told = women.flatMap((she, index) => {
        const process = index % 2 === 0 ? app : other;
        const moved = published.received(she, '2027-03-02T10:00:05Z', { prisonId: 'DWI', reason: 'TRANSFERRED' });
        return [moved, published.delayedReceived(she, '2027-03-01T09:00:00Z'), moved].map((event) =>
          process.tell(event),
        );
      });
      for (const message of await Promise.all(told)) {
        await eventually(async () => expect(await app.message(message)).toMatchObject({ state: 'done' }));
      }
      for (const she of women) expect(await app.cases(she)).toMatchObject([{ prison: 'DWI' }]);
    } finally {
      await other.close();
    }
  });

  it('that waits or was given up is seen in the figures, with how long the first has been waiting', async () => {
    await app.told(published.released(newNumber(), '2027-03-05T10:00:05Z'));
    const [{ waiting: waits, givenUp } = {}] = await query<{ waiting: number; givenUp: number }>(
      `select count(*) filter (where state = 'waiting')::integer as waiting,
              count(*) filter (where state = 'given-up')::integer as "givenUp" from hmpps.message`,
    );
    const figures = await app.context.app.get(Measures).text();
    expect(figures).toContain(`ttg_hmpps_messages{state="waiting"} ${waits}`);
    expect(figures).toContain(`ttg_hmpps_messages{state="given-up"} ${givenUp}`);
    expect(Number(/^ttg_hmpps_waiting_seconds (.+)$/m.exec(figures)?.[1])).toBeGreaterThan(0);
  });

  it('tells nobody whom it is about, and is gone when it was acted on', async () => {
    const she = await receivedWoman();
    stub.goAway();
    await app.told(published.delayedReceived(she, '2027-03-02T10:00:00Z', { prisonId: 'DWI' }));
    const rows = await query<{ row: string; state: string; body: object | null }>(
      'select m::text as row, state, body from hmpps.message m',
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(she);
    expect(rows.filter(({ state, body }) => state === 'done' && body !== null)).toEqual([]);
    expect(rows.some(({ state, body }) => state === 'waiting' && body !== null)).toBe(true);
  });
});

const query = async <Row extends QueryResultRow>(sql: string, ...parameters: unknown[]): Promise<Row[]> =>
  (await app.context.app.get(Pool).query<Row>(sql, parameters)).rows;
