import { released, releaseDateSet, releaseReversed, womanReceived } from '@ttg/custody/events';
import type { IsoDate } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import { parsePrisonId } from '@ttg/reference';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { CasesProjection } from './cases.projection';

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

const inside = [
  recorded(
    womanReceived({
      ...{ caseId, personId, prison, from: 'court', legalStatus: 'sentenced', synthetic: true },
      receivedOn: day('2027-01-11'),
    }),
  ),
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
});
