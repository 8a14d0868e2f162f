import {
  custodyStatusChanged,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  sentenced,
  womanReceived,
} from '@ttg/custody/events';
import { type IsoDate } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import type { PrisonId } from '@ttg/reference';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { CasesProjection } from './cases.projection';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const given = projectionSpecification(new CasesProjection(), () => database.appUrl);

const caseId = '00000000-0000-4000-8000-00000000c0de';
const personId = '00000000-0000-4000-8000-0000000000aa';
const day = (text: string): IsoDate => text as IsoDate;
const prison = 'BZI' as PrisonId;

const receivedUnder = (caseId: string) =>
  recorded(
    womanReceived({
      ...{ caseId, personId, prison, from: 'court', legalStatus: 'remand', synthetic: true },
      receivedOn: day('2027-01-11'),
    }),
  );
const received = receivedUnder(caseId);
const toFive = { date: day('2027-03-05'), type: 'CRD' } as const;
const toNine = { date: day('2027-03-09'), type: 'CRD' } as const;
const dateSet = recorded(releaseDateSet({ caseId, ...toFive, source: 'calculation' }));

const dates = 'select release_date as date, release_type as type from cases';

describe('what healthcare knows of a case', () => {
  it('is whose it is and since when, of a woman who was just received', () =>
    given(received).thenRows('select * from cases', [
      {
        ...{ case_id: caseId, person_id: personId, received_on: '2027-01-11', recalled: false },
        ...{ sentenced_on: null, release_date: null, release_type: null, released_on: null },
      },
    ]));

  it('is the release date that was set last', () =>
    given(
      received,
      dateSet,
      recorded(releaseDateChanged({ caseId, before: toFive, after: toNine, source: 'calculation' })),
    ).thenRows(dates, [toNine]));

  it('is no release date once it was withdrawn', () =>
    given(
      received,
      dateSet,
      recorded(releaseDateWithdrawn({ caseId, before: toFive, source: 'calculation', reason: 'synthetic' })),
    ).thenRows(dates, [{ date: null, type: null }]));

  it('is that she was recalled, also when she is sentenced and released later', () =>
    given(
      received,
      recorded(custodyStatusChanged({ caseId, legalStatus: 'recalled', on: day('2027-01-20') })),
      recorded(custodyStatusChanged({ caseId, legalStatus: 'sentenced', on: day('2027-02-01') })),
      recorded(sentenced({ caseId, on: day('2027-02-01'), sentenceType: 'determinate', days: 80 })),
      recorded(
        released({
          ...{ caseId, from: 'prison', prison, toAccommodation: 'not-known', notice: 'planned' },
          on: day('2027-03-09'),
        }),
      ),
    ).thenRows('select recalled, sentenced_on as sentenced, released_on as released from cases', [
      { recalled: true, sentenced: '2027-02-01', released: '2027-03-09' },
    ]));

  it('is no day she left, once that was reversed', () =>
    given(
      received,
      dateSet,
      recorded(
        released({
          ...{ caseId, from: 'prison', prison, toAccommodation: 'not-known', notice: 'planned' },
          on: day('2027-03-02'),
        }),
      ),
      recorded(
        releaseReversed({ caseId, releasedOn: day('2027-03-02'), reason: 'reversed-by-hmpps', on: day('2027-03-02') }),
      ),
    ).thenRows('select release_date as date, released_on as released from cases', [
      { date: toFive.date, released: null },
    ]));

  it('is nothing of a case that was never opened', () => given(dateSet).thenRows('select * from cases', []));

  it('is not changed by who opens it again', () =>
    expect(given(received, received).thenRows('select * from cases', [])).rejects.toThrow('opened twice'));

  it('is the same however its events come together', async () => {
    const cases = ['c1', 'c2', 'c3'].map((end) => `00000000-0000-4000-8000-0000000000${end}`);
    const [opened = '', alsoOpened = ''] = cases;
    const change = fc.tuple(fc.constantFrom(...cases), fc.constantFrom(toFive, toNine)).chain(([caseId, to]) => {
      const on = to.date;
      const away = { prison, from: 'prison', toAccommodation: 'not-known', notice: 'planned' } as const;
      return fc.constantFrom(
        releaseDateSet({ caseId, ...to, source: 'calculation' }),
        releaseDateChanged({ caseId, before: toFive, after: to, source: 'calculation' }),
        releaseDateWithdrawn({ caseId, before: to, source: 'calculation', reason: 'synthetic' }),
        custodyStatusChanged({ caseId, legalStatus: 'recalled', on }),
        custodyStatusChanged({ caseId, legalStatus: 'sentenced', on }),
        sentenced({ caseId, on, sentenceType: 'determinate', days: 80 }),
        released({ caseId, on, ...away }),
        releaseReversed({ caseId, releasedOn: on, reason: 'reversed-by-hmpps', on }),
      );
    });
    const changes = fc.array(change, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, changes, changes, (before, between, after) =>
        given(
          ...before.map((event) => recorded(event)),
          receivedUnder(opened),
          ...between.map((event) => recorded(event)),
          receivedUnder(alsoOpened),
          ...after.map((event) => recorded(event)),
        ).thenSameRows('select * from cases order by case_id'),
      ),
      { numRuns: 15 },
    );
  });
});
