import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  womanReceived,
} from '@ttg/custody/events';
import type { IsoDate } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import { parsePrisonId } from '@ttg/reference';
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
const prison = parsePrisonId('BZI');
const day = (text: string): IsoDate => text as IsoDate;

const receivedUnder = (caseId: string, previousCaseId?: string) =>
  recorded(
    womanReceived({
      ...{ caseId, personId, prison, previousCaseId, from: 'court', legalStatus: 'sentenced', synthetic: true },
      receivedOn: day('2027-01-11'),
    }),
  );
const inside = [
  receivedUnder(caseId),
  recorded(releaseDateSet({ caseId, date: day('2027-03-31'), type: 'CRD', source: 'calculation' })),
];
const left = recorded(
  released({
    ...{ caseId, from: 'prison', prison, toAccommodation: 'not-known', notice: 'planned' },
    on: day('2027-03-09'),
  }),
);
const reversed = recorded(
  releaseReversed({ caseId, releasedOn: day('2027-03-09'), reason: 'recorded-in-error', on: day('2027-03-10') }),
);
const dates = 'select release_date as date, date_changes as changes, released_on as released from cases';

describe('what housing knows of a woman', () => {
  it('who left is the day she left', () =>
    given(...inside, left).thenRows(dates, [{ date: '2027-03-31', changes: 0, released: '2027-03-09' }]));

  it('whose release was reversed is the date that stood before, and that is no change of it', () =>
    given(...inside, left, reversed).thenRows(dates, [{ date: '2027-03-31', changes: 0, released: null }]));

  it('is how often her date moved or was taken back', () => {
    const set = { date: day('2027-03-31'), type: 'CRD' } as const;
    const moved = { ...set, date: day('2027-03-09') };
    return given(
      ...inside,
      recorded(releaseDateChanged({ caseId, before: set, after: moved, source: 'calculation' })),
      recorded(releaseDateWithdrawn({ caseId, before: moved, source: 'calculation', reason: 'synthetic' })),
      recorded(releaseDateSet({ caseId, ...set, source: 'calculation' })),
    ).thenRows(dates, [{ date: set.date, changes: 2, released: null }]);
  });

  it('is nothing of a case that was never opened', () => given(left).thenRows('select * from cases', []));

  it('is not changed by who opens her case again', () =>
    expect(given(...inside, receivedUnder(caseId)).thenRows(dates, [])).rejects.toThrow('opened twice'));

  it('is the same however its events come together', async () => {
    const cases = ['c1', 'c2', 'c3'].map((end) => `00000000-0000-4000-8000-0000000000${end}`);
    const [opened = '', alsoOpened = ''] = cases;
    const days = fc.constantFrom(day('2027-03-05'), day('2027-03-09'));
    const change = fc.tuple(fc.constantFrom(...cases), days).chain(([caseId, on]) => {
      const to = { date: on, type: 'CRD' } as const;
      const away = { prison, from: 'prison', toAccommodation: 'not-known', notice: 'planned' } as const;
      return fc.constantFrom(
        releaseDateSet({ caseId, ...to, source: 'calculation' }),
        releaseDateChanged({ caseId, before: to, after: to, source: 'calculation' }),
        releaseDateWithdrawn({ caseId, before: to, source: 'calculation', reason: 'synthetic' }),
        released({ caseId, on, ...away }),
        releaseReversed({ caseId, releasedOn: on, reason: 'recorded-in-error', on }),
        caseClosed({ caseId, on, reason: 'opened-in-error' }),
        caseClosed({ caseId, on, reason: 'period-over' }),
        caseClosed({ caseId, on, reason: 'returned-to-custody' }),
        caseReopened({ caseId, on, reason: 'closed-in-error' }),
      );
    });
    const changes = fc.array(change, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, changes, changes, (before, between, after) =>
        given(
          ...before.map((event) => recorded(event)),
          receivedUnder(opened),
          ...between.map((event) => recorded(event)),
          receivedUnder(alsoOpened, opened),
          ...after.map((event) => recorded(event)),
        ).thenSameRows('select * from cases order by case_id'),
      ),
      { numRuns: 15 },
    );
  });
});
