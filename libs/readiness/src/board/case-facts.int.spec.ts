import { ProjectionRebuild, ProjectionStatus } from '@ttg/event-sourcing';
import { referralCarriedOver } from '@ttg/housing/events';
import { Pool } from 'pg';
import type { ContextApp } from '../../../../test/contexts/context-app';
import type { Woman } from '../../../../test/contexts/housing';
import { aWoman, learned, rows, startReadiness } from '../../../../test/contexts/readiness';
import { eventually } from '../../../../test/projections/kernel-under-test';
import type { Facts } from '../facts';
import {
  bed,
  dateChanged,
  dateSet,
  draftWithdrawn,
  gpConfirmed,
  moved,
  preparedForCourt,
  received,
  receipt,
  referred,
  screened,
  sentencedOn,
  theReferral,
} from '../testing/worked-story';

jest.setTimeout(60_000);

let app: ContextApp;

beforeEach(async () => {
  app = await startReadiness('2027-03-10');
});
afterEach(() => app.close());

const columns = `case_id, facts, position, f.person_id, f.prison, f.councils, planned, released, accommodation, gp, medicines`;
const allRows = () =>
  rows(
    app,
    `select ${columns} from readiness.case_facts f left join readiness.open_case using (case_id) order by case_id`,
  );
const factsOf = async ({ caseId }: Woman): Promise<Facts | undefined> =>
  (await rows<{ facts: Facts }>(app, 'select facts from readiness.case_facts where case_id = $1', caseId))[0]?.facts;

/** Until all that was learned is in the rows. */
const caughtUp = (): Promise<void> =>
  eventually(async () => {
    const reports = await app.app.get(ProjectionStatus).all();
    expect(reports.find(({ name }) => name === 'readiness.facts')?.caughtUp).toBe(true);
  });

const wholeStory = (woman: Woman) =>
  learned(
    app,
    woman,
    received('2027-01-11'),
    screened('2027-01-11'),
    ...preparedForCourt('2027-01-18'),
    sentencedOn('2027-02-19'),
    dateSet('2027-03-31'),
    draftWithdrawn('2027-02-19'),
    ...referred(theReferral, '2027-03-02'),
    receipt(theReferral, '2027-03-05'),
    bed('2027-03-31', '2027-06-23'),
    moved('BZI', 'DWI', '2027-03-09'),
    dateChanged('2027-03-31', '2027-03-25'),
    gpConfirmed('2027-03-10'),
  );

describe('the facts of a case', () => {
  it('are the same rows when they are rebuilt in one go as when they came one by one', async () => {
    // One after the other: the streams of a referral have no case in their name.
    await wholeStory(aWoman());
    const other = aWoman();
    await learned(app, other, received('2027-02-01'), screened('2027-02-01'), sentencedOn('2027-02-19'));
    await caughtUp();
    const before = await allRows();
    expect(before).toHaveLength(2);
    await app.app.get(ProjectionRebuild).rebuild('readiness.facts');
    expect(await allRows()).toEqual(before);
  });

  it('hold nothing that is sealed', async () => {
    await wholeStory(aWoman());
    await caughtUp();
    expect(JSON.stringify(await allRows())).not.toMatch(/synthetic words|Synthetic Woman|personal/i);
  });

  it('say beside them what the board filters and sorts by', async () => {
    await wholeStory(aWoman());
    await caughtUp();
    expect(await allRows()).toEqual([
      expect.objectContaining({
        prison: 'DWI',
        councils: ['E09000028'],
        planned: '2027-03-24',
        released: false,
        accommodation: 'in-hand',
        gp: 'done',
        medicines: 'missing',
      }),
    ]);
  });
});

describe('a referral that is carried over', () => {
  it('leaves the case before, and stands in the next', async () => {
    const before = aWoman();
    const next: Woman = { ...aWoman(), personId: before.personId };
    await learned(app, before, received('2027-01-11'), ...referred(theReferral, '2027-03-02'));
    await learned(app, next, received('2027-03-08', { previousCaseId: before.caseId }));
    const carried = referralCarriedOver({
      referralId: theReferral,
      fromCaseId: before.caseId,
      caseId: next.caseId,
    });
    await app.happened(`dutyToRefer-${theReferral}`, next, carried);
    await caughtUp();
    await eventually(async () => expect((await factsOf(next))?.housing.referrals[theReferral]?.made).toBeDefined());
  });
});

describe('a case whose facts cannot be folded', () => {
  it('is held back, and the others go on', async () => {
    const [spoiled, sound] = [aWoman(), aWoman()];
    await learned(app, spoiled, received('2027-01-11'));
    await learned(app, sound, received('2027-01-11'));
    await caughtUp();
    await app.app.get(Pool).query(`update readiness.case_facts set facts = '{}' where case_id = $1`, [spoiled.caseId]);
    await learned(app, spoiled, ...referred('referral-spoiled', '2027-03-02').slice(0, 1));
    await learned(app, sound, sentencedOn('2027-02-19'));
    await eventually(async () => expect((await factsOf(sound))?.custody?.legalStatus).toBe('sentenced'));
    const reports = await app.app.get(ProjectionStatus).all();
    expect(reports.find(({ name }) => name === 'readiness.facts')).toMatchObject({
      parked: 1,
      flaggedCases: [{ caseKey: spoiled.caseId }],
    });
  });
});
