import { type IsoDate, type IsoInstant } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import { referralReceived } from '@ttg/housing/events';
import { testDatabase, type TestDatabase } from '../../../test/postgres/database';
import { Counts } from './counts.projection';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const received = (stream: string, at: string) => ({
  ...recorded(
    referralReceived({
      referralId: 'r',
      caseId: 'c',
      at: at as IsoInstant,
      on: '2027-03-05' as IsoDate,
      how: 'portal',
    }),
    { caseId: 'c' },
  ),
  stream,
});

it('has a document for each stream, evolved event by event', () =>
  projectionSpecification(new Counts(), () => database.appUrl)(
    received('dutyToRefer-1', '2027-03-05T09:00:00Z'),
    received('dutyToRefer-2', '2027-03-05T10:00:00Z'),
    received('dutyToRefer-1', '2027-03-05T11:00:00Z'),
  ).thenRows('select stream, document from counts order by stream', [
    { stream: 'dutyToRefer-1', document: { count: 2, last: '2027-03-05T11:00:00Z' } },
    { stream: 'dutyToRefer-2', document: { count: 1, last: '2027-03-05T10:00:00Z' } },
  ]));
