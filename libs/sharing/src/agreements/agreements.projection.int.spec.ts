import type { IsoDate } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  referralCarriedOver,
  referralWithdrawn,
} from '@ttg/housing/events';
import { councilByCode } from '@ttg/reference';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { AgreementsProjection } from './agreements.projection';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const given = projectionSpecification(new AgreementsProjection(), () => database.appUrl);

const id = (end: string): string => `00000000-0000-4000-8000-0000000000${end}`;
const [referralId, caseId, nextCase] = [id('e1'), id('c1'), id('c2')];
const southwark = councilByCode('E09000028')?.code;
const [before, after] = ['2027-03-02', '2027-03-05'] as [IsoDate, IsoDate];
const choice = { referralId, caseId, to: 'choice-of-council', how: 'telephone' } as const;
const lines = 'select agreed_to as "to", case_id as "caseId", answer, council, on_day as on from agreement';
const everything = [
  'select * from agreement order by referral_id, agreed_to',
  'select * from ended_referral order by referral_id',
];

describe('what she agreed to', () => {
  it('is her last answer to each thing', () =>
    given(
      recorded(agreementGiven({ ...choice, council: southwark, on: before })),
      recorded(agreementGiven({ ...choice, to: 'referral', on: before })),
      recorded(agreementWithdrawn({ ...choice, on: after })),
    ).thenRows(`${lines} order by agreed_to`, [
      { to: 'choice-of-council', caseId, answer: 'withdrawn', council: null, on: after },
      { to: 'referral', caseId, answer: 'given', council: null, on: before },
    ]));

  it('goes over to her next case with the referral, and stays there', () =>
    given(
      recorded(agreementGiven({ ...choice, on: before })),
      recorded(referralCarriedOver({ referralId, fromCaseId: caseId, caseId: nextCase })),
      recorded(agreementWithdrawn({ ...choice, on: after })),
    ).thenRows(lines, [{ to: 'choice-of-council', caseId: nextCase, answer: 'withdrawn', council: null, on: after }]));

  it('is the same however its events come together', async () => {
    const place = fc.record({
      referralId: fc.constantFrom(referralId, id('e2')),
      caseId: fc.constantFrom(caseId, nextCase),
      on: fc.constantFrom(before, after),
    });
    const to = fc.constantFrom('referral', 'choice-of-council', 'pass-on-contact-details');
    const event = fc.tuple(place, to).chain(([{ on, ...at }, to]) => {
      const answer = { ...at, on, to, how: 'telephone' } as const;
      return fc.constantFrom(
        agreementGiven({ ...answer, council: southwark }),
        agreementRefused(answer),
        agreementWithdrawn(answer),
        referralCarriedOver({ ...at, fromCaseId: caseId }),
        referralWithdrawn({ ...at, reason: 'OTHER', on }),
      );
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), (events) =>
        given(...events.map((event) => recorded(event))).thenSameRows(...everything),
      ),
      { numRuns: 15 },
    );
  });
});
