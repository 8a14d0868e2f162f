import { randomUUID } from 'node:crypto';
import { findDemoAccount } from '@ttg/access';
import {
  EventStore,
  NotFound,
  Personal,
  ProjectionParking,
  ProjectionRetry,
  ProjectionWaiter,
  Vault,
} from '@ttg/event-sourcing';
import { personMerged, personRegistered } from '@ttg/people/events';
import { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { date } from '@ttg/calendar';
import type { ContextApp } from '../../../../test/contexts/context-app';
import type { Woman } from '../../../../test/contexts/housing';
import { aWoman, learned, rows, startReadiness } from '../../../../test/contexts/readiness';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { Assessor } from '../assessor/assessor';
import { accepted, on, prison } from '../testing/case-record';
import {
  bed,
  dateChanged,
  dateSet,
  leaves,
  moved,
  received,
  referred,
  reviewed,
  screened,
  sentencedOn,
  southwark,
} from '../testing/worked-story';
import { type BoardFilters, BoardQuery, type BoardPage } from './board-view';

jest.setTimeout(60_000);

let app: ContextApp;

beforeEach(async () => {
  app = await startReadiness('2027-02-19');
});
afterEach(() => app.close());

const account = (id: string) => {
  const found = findDemoAccount(id);
  if (!found) throw new Error(`There is no demo account ${id}.`);
  return found;
};
const board = (as: string, filters: BoardFilters = {}): Promise<BoardPage> =>
  app.app.get(BoardQuery).board(account(as), filters);
const page = (as: string, { caseId }: Woman) => app.app.get(BoardQuery).casePage(account(as), caseId);
const cases = ({ rows: shown }: BoardPage): readonly string[] => shown.map(({ caseId }) => caseId);

/** Until the rules have looked at everything, and what follows shows. */
const caughtUp = (): Promise<void> =>
  eventually(async () => {
    const waiter = app.app.get(ProjectionWaiter);
    const last = await app.app.get(EventStore).lastPosition();
    if (!last) throw new Error('Nothing was written.');
    expect(await waiter.waitFor('readiness.facts', last, 1000)).toBe(true);
    expect(await app.app.get(Assessor).sweep()).toBe(0);
    expect(await waiter.waitFor('readiness.board', last, 1000)).toBe(true);
    expect(await app.app.get(EventStore).lastPosition()).toBe(last);
  });

/** Sentenced and screened, leaving on a day. */
const leaving = async (day: string, woman: Woman = aWoman(), at = 'BZI'): Promise<Woman> => {
  await learned(
    app,
    woman,
    received('2027-02-01', { prison: prison(at) }),
    screened('2027-02-01'),
    sentencedOn('2027-02-01'),
    dateSet(day),
  );
  return woman;
};

const registered = ({ personId }: Woman, first: string, last: string) =>
  app.happened(
    `person-${personId}`,
    { personId },
    personRegistered({ personId, names: Personal.of({ first, last }), synthetic: true }),
  );

describe('the board', () => {
  it('is in the order of the day they leave, then of the gravest alert; without a date last', async () => {
    const april = await leaving('2027-04-14');
    const unsentenced = aWoman();
    await learned(app, unsentenced, received('2027-02-18'));
    const march = await leaving('2027-03-10');
    const housed = aWoman();
    await leaving('2027-04-14', housed);
    await learned(app, housed, bed('2027-04-14', undefined, { type: 'A01A' }));
    await caughtUp();
    const found = await board('probation-london');
    expect(cases(found)).toEqual([march, april, housed, unsentenced].map(({ caseId }) => caseId));
    expect(found.totals.women).toBe(4);
  });

  it('shows both dates where the release-day rule moved the day', async () => {
    const woman = await leaving('2027-03-26');
    await caughtUp();
    const [row] = (await board('probation-london')).rows;
    expect(row).toMatchObject({ caseId: woman.caseId, release: { day: '2027-03-24', date: '2027-03-26' } });
  });

  it('comes in pages, forwards and back, that neither repeat nor leave out', async () => {
    for (let woman = 0; woman < 60; woman += 1)
      await leaving(
        date('2027-04-01')
          .add({ days: woman % 7 })
          .toString(),
      );
    await caughtUp();
    const first = await board('probation-london');
    const second = await board('probation-london', { cursor: first.next });
    const third = await board('probation-london', { cursor: second.next });
    expect([first, second, third].map(({ rows: shown }) => shown.length)).toEqual([25, 25, 10]);
    expect(new Set([first, second, third].flatMap(cases)).size).toBe(60);
    expect([first.previous, third.next]).toEqual([undefined, undefined]);
    const back = await board('probation-london', { cursor: third.previous });
    expect(cases(back)).toEqual(cases(second));
    const toTheStart = await board('probation-london', { cursor: back.previous });
    expect(cases(toTheStart)).toEqual(cases(first));
    // The first page is exactly full: there is nothing before it.
    expect(toTheStart.previous).toBeUndefined();
    expect(cases(await board('probation-london', { cursor: toTheStart.next }))).toEqual(cases(second));
  });

  it('is empty for a cursor that is none of ours', async () => {
    await leaving('2027-03-10');
    await caughtUp();
    expect(await board('probation-london', { cursor: "'; drop table x" })).toMatchObject({
      rows: [],
      totals: { women: 1 },
    });
  });

  it('is filtered by prison, council and days to release', async () => {
    const [here, there] = [await leaving('2027-03-10'), await leaving('2027-06-10', aWoman(), 'DWI')];
    await learned(app, there, ...referred('referral-there', '2027-02-19'));
    await caughtUp();
    expect(cases(await board('probation-london', { prison: 'BZI' }))).toEqual([here.caseId]);
    expect(cases(await board('probation-london', { council: southwark }))).toEqual([there.caseId]);
    expect(cases(await board('probation-london', { withinDays: 28 }))).toEqual([here.caseId]);
    expect(cases(await board('probation-london', { prison: 'DWI', withinDays: 28 }))).toEqual([]);
    expect((await board('probation-london')).councils).toEqual([{ code: southwark, name: 'Southwark' }]);
  });

  it('counts what an empty list is evidence of', async () => {
    const [near, far] = [await leaving('2027-03-03'), await leaving('2027-06-02')];
    await caughtUp();
    const { evidence, totals } = await board('probation-london', { withinDays: 14 });
    expect(evidence).toEqual({
      withinDays: 14,
      women: 1,
      withoutAccommodation: 1,
      withoutGp: 1,
      withoutMedicines: 1,
    });
    expect(totals.women).toBe(1);
    await learned(app, near, bed('2027-03-03', undefined, { type: 'A01A' }));
    await learned(app, far, bed('2027-06-02', undefined, { type: 'A01A' }));
    await caughtUp();
    expect((await board('probation-london', { withinDays: 14 })).evidence.withoutAccommodation).toBe(0);
  });

  it('lists B in the digest and nowhere else', async () => {
    const woman = await leaving('2027-06-02');
    await app.goTo('2027-02-22');
    await learned(app, woman, dateChanged('2027-06-02', '2027-07-07'));
    await caughtUp();
    const { rows: shown, digest } = await board('probation-london');
    expect(shown.flatMap(({ alerts }) => alerts.map(({ severity }) => severity))).not.toContain('B');
    expect(digest).toMatchObject([{ caseId: woman.caseId, alerts: [{ severity: 'B', why: { rule: 'G9' } }] }]);
  });

  it('drops her after release once nothing stands, and keeps her until then', async () => {
    const [ready, open] = [aWoman(), await leaving('2027-02-19')];
    await learned(
      app,
      ready,
      received('2027-02-01'),
      screened('2027-02-01', { gp: 'registered', medicines: 'none' }),
      sentencedOn('2027-02-01'),
      dateSet('2027-02-19'),
      bed('2027-02-19', undefined, { type: 'A01A' }),
    );
    await caughtUp();
    expect([...cases(await board('probation-london'))].sort()).toEqual([ready.caseId, open.caseId].sort());
    for (const woman of [ready, open]) await learned(app, woman, leaves('2027-02-19'));
    await caughtUp();
    expect(cases(await board('probation-london'))).toEqual([open.caseId]);
  });
});

describe('who sees whom', () => {
  it('prison staff see the women of their prison; after a move the old prison watches until all is accepted', async () => {
    const woman = await leaving('2027-03-10');
    await caughtUp();
    expect(cases(await board('resettlement-bronzefield'))).toEqual([woman.caseId]);
    expect(cases(await board('resettlement-downview'))).toEqual([]);
    await expect(page('resettlement-downview', woman)).rejects.toThrow(NotFound);
    await learned(app, woman, moved('BZI', 'DWI', '2027-02-19'));
    await caughtUp();
    const isMine = async (as: string) =>
      (await board(as)).rows.map(({ alerts }) => alerts.find(({ why }) => why?.rule === 'G22')?.isMine);
    expect(await isMine('resettlement-downview')).toEqual([true]);
    expect(await isMine('resettlement-bronzefield')).toEqual([false]);
    await expect(page('resettlement-bronzefield', woman)).resolves.toMatchObject({ caseId: woman.caseId });
    const toAccept = await rows<{ taskId: string; subject: string }>(
      app,
      `select task_id as "taskId", subject from readiness.task where kind = 'accept-after-move'`,
    );
    expect(toAccept).toHaveLength(3);
    for (const { taskId, subject } of toAccept) {
      expect(cases(await board('resettlement-bronzefield'))).toEqual([woman.caseId]);
      await learned(app, woman, {
        ...accepted(subject, '2027-02-19'),
        data: { ...accepted(subject, '2027-02-19').data, taskId },
      });
    }
    await caughtUp();
    expect(cases(await board('resettlement-bronzefield'))).toEqual([]);
    await expect(page('resettlement-bronzefield', woman)).rejects.toThrow(NotFound);
    expect(cases(await board('resettlement-downview'))).toEqual([woman.caseId]);
  });

  it('a council sees those who are referred to it, and nothing of their health', async () => {
    const woman = await leaving('2027-03-10');
    await learned(app, woman, reviewed('2027-02-19', 3));
    await caughtUp();
    await expect(page('housing-southwark', woman)).rejects.toThrow(NotFound);
    await learned(app, woman, ...referred('referral-hers', '2027-02-19'));
    await caughtUp();
    const [row] = (await board('housing-southwark')).rows;
    expect(row).toMatchObject({
      caseId: woman.caseId,
      gp: { status: 'not-shown' },
      medication: { status: 'not-shown' },
    });
    expect((await board('housing-southwark')).evidence).not.toHaveProperty('withoutMedicines');
    expect(cases(await board('housing-camden'))).toEqual([]);
    const hers = await page('housing-southwark', woman);
    expect(hers.onTheDay.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['medicines']));
  });

  describe('a council that she said must not know', () => {
    const referredToSouthwark = async (): Promise<Woman> => {
      const woman = await leaving('2027-03-10');
      await learned(app, woman, ...referred(randomUUID(), '2027-02-19'));
      return woman;
    };
    const merged = ({ personId }: Woman, { personId: removedPersonId }: Woman) =>
      app.happened(
        `person-${personId}`,
        { personId },
        personMerged({ personId, removedPersonId, source: 'found-by-staff' }),
      );
    const toAct = async (as: string, { caseId }: Woman): Promise<string> =>
      (await app.as(as).post(`/api/v1/readiness/cases/${caseId}/tasks/${randomUUID()}/acceptance`, {})).text;

    it('does not see her, by whichever record of hers she said it, until she lifts it', async () => {
      const [woman, earlier, stranger] = [await referredToSouthwark(), aWoman(), await referredToSouthwark()];
      const instructionId = randomUUID();
      await learned(app, earlier, doNotShareWith({ caseId: earlier.caseId, instructionId, council: southwark }));
      await caughtUp();
      // As long as nobody knows that both are one woman.
      expect(cases(await board('housing-southwark'))).toContain(woman.caseId);
      await merged(woman, earlier);
      await caughtUp();
      expect(cases(await board('housing-southwark'))).toEqual([stranger.caseId]);
      expect((await board('housing-southwark')).totals.women).toBe(1);
      await expect(page('housing-southwark', woman)).rejects.toThrow(NotFound);
      expect(cases(await board('probation-london'))).toContain(woman.caseId);
      const lifted = instructionLifted({ caseId: earlier.caseId, instructionId, on: on('2027-02-19') });
      await learned(app, earlier, lifted);
      await caughtUp();
      expect(cases(await board('housing-southwark'))).toContain(woman.caseId);
      await expect(page('housing-southwark', woman)).resolves.toMatchObject({ caseId: woman.caseId });
    });

    it('does not see her where the record was merged on into a third, nor may act on her case', async () => {
      const [earliest, earlier, woman] = [aWoman(), aWoman(), await referredToSouthwark()];
      const instruction = doNotShareWith({ ...earliest, instructionId: randomUUID(), council: southwark });
      await merged(earlier, earliest);
      await merged(woman, earlier);
      await learned(app, earliest, instruction);
      await caughtUp();
      expect(cases(await board('housing-southwark'))).toEqual([]);
      expect(JSON.parse(await toAct('housing-southwark', woman))).toMatchObject({
        detail: (JSON.parse(await toAct('housing-camden', woman)) as { detail: string }).detail,
      });
    });

    it('does not see her while something of any record of hers is held back: it may be that', async () => {
      const [woman, earlier] = [await referredToSouthwark(), await leaving('2027-03-10')];
      await merged(woman, earlier);
      await caughtUp();
      expect(cases(await board('housing-southwark'))).toEqual([woman.caseId]);
      await app.app.get(ProjectionParking).park('readiness.board', earlier.caseId);
      expect(cases(await board('housing-southwark'))).toEqual([]);
      await expect(page('housing-southwark', woman)).rejects.toThrow(NotFound);
      await app.app.get(ProjectionRetry).retry('readiness.board', { caseKey: earlier.caseId });
      expect(cases(await board('housing-southwark'))).toEqual([woman.caseId]);
    });
  });

  it('the administrator sees neither names nor alerts', async () => {
    const woman = await leaving('2027-03-10');
    await registered(woman, 'Synthetic', 'Example');
    await caughtUp();
    const [row] = (await board('administrator')).rows;
    expect(row).toMatchObject({ name: { kind: 'not-shown' }, alerts: [] });
    expect((await page('administrator', woman)).tasks).toEqual([]);
  });

  it('her name is opened where it may be seen, and reads as erased when her keys are destroyed', async () => {
    const woman = await leaving('2027-03-10');
    await registered(woman, 'Synthetic نور', 'Example 👩');
    await caughtUp();
    expect((await board('probation-london')).rows[0]?.name).toEqual({
      kind: 'shown',
      text: 'Synthetic نور Example 👩',
    });
    await app.app.get(Vault).destroyKeys(woman.personId);
    expect((await board('probation-london')).rows[0]?.name).toEqual({ kind: 'erased' });
    expect((await page('probation-london', woman)).name).toEqual({ kind: 'erased' });
  });
});
