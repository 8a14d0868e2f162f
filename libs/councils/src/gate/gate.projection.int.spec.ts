import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseReversed,
} from '@ttg/custody/events';
import { type DomainEvent, type IsoDate, Personal } from '@ttg/event-sourcing';
import { projectionSpecification, recorded } from '@ttg/event-sourcing/given-when-then/projected';
import {
  agreementGiven,
  agreementWithdrawn,
  callSlotRequested,
  contactMade,
  dutyDecided,
  dutyToReferMade,
  referralCarriedOver,
  referralDrafted,
  referralNeedsReconfirming,
  referralWithdrawn,
} from '@ttg/housing/events';
import { personMerged } from '@ttg/people/events';
import { councilByCode, type GssCode, parsePrisonId } from '@ttg/reference';
import { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { Gate } from './gate.projection';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const given = projectionSpecification(new Gate(), () => database.appUrl);

const ids = (kind: string): readonly [string, string, string] => [
  `00000000-0000-4000-8000-0000000000${kind}1`,
  `00000000-0000-4000-8000-0000000000${kind}2`,
  `00000000-0000-4000-8000-0000000000${kind}3`,
];
const [persons, cases, referrals, instructions] = [ids('a'), ids('c'), ids('e'), ids('f')];
const councils = ['E09000028', 'E09000006'].map((code) => councilByCode(code)?.code as GssCode);
const [southwark] = councils as [GssCode];
const on = '2027-03-02' as IsoDate;

type Event = Parameters<Gate['apply']>[0][number];
type Plain = Event extends infer One ? (One extends DomainEvent ? Pick<One, 'type' | 'data'> : never) : never;

const by = (personId: string, event: Plain): Event => recorded(event, { personId });

const to = { date: on, type: 'CRD' } as const;
const date = (caseId: string): Plain => releaseDateChanged({ caseId, before: to, after: to, source: 'calculation' });
const agreed = ['referral', 'choice-of-council', 'pass-on-contact-details'] as const;

/** A referral as it is begun, agreed to and made. */
const made = (referralId: string, caseId: string, council = southwark): readonly Plain[] => [
  referralDrafted({ referralId, caseId, reason: 'threatened' }),
  ...agreed.map((to) => agreementGiven({ referralId, caseId, to, council, on, how: 'telephone' })),
  dutyToReferMade({
    ...{ referralId, caseId, council, on },
    reason: 'threatened',
    receiptDueBy: on,
    content: Personal.of({ name: 'Synthetic', contact: {} }),
  }),
];

const notices = `
  select notice_id, referral_id as referral, council, type, told_at, position, silenced
  from exchange.notices
  order by sequence`;
const typesInOrder = 'select referral_id as referral, type, silenced from exchange.notices order by sequence';

describe('many events at once', () => {
  const [personId] = persons;
  const [caseId, nextCase] = cases;
  const [one, other] = referrals;
  const hers = (...events: readonly Plain[]): readonly Event[] => events.map((event) => by(personId, event));
  const told = (referral: string, type: string, silenced = false) => ({
    referral,
    type: `council.${type}`,
    silenced,
  });

  it('tell in their order, and of one event in the order of the referrals', () =>
    given(...hers(...made(other, caseId), ...made(one, caseId), date(caseId), date(caseId))).thenRows(typesInOrder, [
      told(other, 'referral-made'),
      told(one, 'referral-made'),
      told(one, 'release-changed'),
      told(other, 'release-changed'),
      told(one, 'release-changed'),
      told(other, 'release-changed'),
    ]));

  it('let nothing out after an ending among them, and silence what was before it', () => {
    const agreement = { referralId: one, caseId, to: 'pass-on-contact-details', on, how: 'telephone' } as const;
    return given(
      ...hers(...made(one, caseId), date(caseId), agreementWithdrawn(agreement), date(caseId)),
      ...hers(agreementGiven(agreement), date(caseId)),
    ).thenRows(typesInOrder, [
      told(one, 'referral-made', true),
      told(one, 'release-changed', true),
      told(one, 'agreement-withdrawn'),
      told(one, 'agreement-given-again'),
      told(one, 'release-changed'),
    ]);
  });

  it('let nothing out between an instruction and its end', () => {
    const instruction = { caseId, instructionId: instructions[0] };
    return given(
      ...hers(...made(one, caseId), doNotShareWith({ ...instruction, council: southwark }), date(caseId)),
      ...hers(instructionLifted({ ...instruction, on }), date(caseId)),
    ).thenRows(typesInOrder, [
      told(one, 'referral-made', true),
      told(one, 'agreement-withdrawn'),
      told(one, 'agreement-given-again'),
      told(one, 'release-changed'),
    ]);
  });

  it('let nothing out of a case that one of them says was opened in error', () =>
    given(
      ...hers(...made(one, caseId), caseClosed({ caseId, on, reason: 'opened-in-error' }), date(caseId)),
      ...hers(caseReopened({ caseId, on, reason: 'closed-in-error' }), date(caseId)),
    ).thenRows(typesInOrder, [
      told(one, 'referral-made', true),
      told(one, 'agreement-withdrawn'),
      told(one, 'agreement-given-again'),
      told(one, 'release-changed'),
    ]));

  it('tell of the case that a referral came over to, and no more of the one before', () =>
    given(
      ...hers(...made(one, caseId), referralCarriedOver({ referralId: one, fromCaseId: caseId, caseId: nextCase })),
      ...hers(date(caseId), date(nextCase)),
    ).thenRows(typesInOrder, [told(one, 'referral-made'), told(one, 'release-changed'), told(one, 'release-changed')]));

  it('keep to an instruction under the record that hers was merged into', () =>
    given(
      by(persons[1], doNotShareWith({ caseId: nextCase, instructionId: instructions[0], council: southwark })),
      by(persons[1], personMerged({ personId: persons[1], removedPersonId: personId, source: 'found-by-staff' })),
      ...hers(...made(one, caseId), date(caseId)),
    ).thenRows(typesInOrder, []));
});

describe('whatever happens', () => {
  const person = fc.constantFrom(...persons);
  const place = fc.record({ referralId: fc.constantFrom(...referrals), caseId: fc.constantFrom(...cases) });
  const council = fc.constantFrom(...councils);
  const agreement = fc.constantFrom(...agreed);
  const instructionId = fc.constantFrom(...instructions);
  const prison = parsePrisonId('BZI');

  const ofReferral = fc.tuple(place, council, agreement).chain(([at, to, agreedTo]) => {
    const answer = { ...at, to: agreedTo, on, how: 'telephone' } as const;
    const from = { referralId: at.referralId, fromCaseId: cases[0] };
    return fc.constantFrom<readonly Plain[]>(
      [agreementGiven(answer)],
      [agreementWithdrawn(answer)],
      [callSlotRequested({ ...at, on })],
      [contactMade({ ...at, on, how: 'phone' })],
      [referralNeedsReconfirming({ ...at, on, why: 'release-moved' })],
      [referralCarriedOver({ ...from, caseId: at.caseId })],
      [dutyDecided({ ...at, section: 'not-homeless', decidedOn: on, notifiedOn: on, lastDayForReview: on })],
      [referralWithdrawn({ ...at, reason: 'OTHER', on })],
      made(at.referralId, at.caseId, to),
    );
  });
  const ofCase = fc
    .constantFrom(...cases)
    .chain((caseId) =>
      fc.constantFrom<readonly Plain[]>(
        [date(caseId)],
        [releaseDateSet({ caseId, ...to, source: 'calculation' })],
        [released({ caseId, on, prison, from: 'prison', toAccommodation: 'not-known', notice: 'planned' })],
        [releaseReversed({ caseId, releasedOn: on, reason: 'recorded-in-error', on })],
        [caseClosed({ caseId, on, reason: 'opened-in-error' })],
        [caseClosed({ caseId, on, reason: 'period-over' })],
        [caseReopened({ caseId, on, reason: 'closed-in-error' })],
      ),
    );
  const ofInstructions = fc
    .tuple(fc.constantFrom(...cases), instructionId, council, person, person)
    .chain(([caseId, instructionId, council, personId, removedPersonId]) =>
      fc.constantFrom<readonly Plain[]>(
        [doNotShareWith({ caseId, instructionId, council })],
        [instructionLifted({ caseId, instructionId, on })],
        [personMerged({ personId, removedPersonId, source: 'found-by-staff' })],
      ),
    );
  const some = fc.oneof(
    { weight: 5, arbitrary: ofReferral },
    { weight: 4, arbitrary: ofCase },
    { weight: 1, arbitrary: ofInstructions },
  );
  const history = fc
    .array(fc.tuple(person, some), { minLength: 1, maxLength: 24 })
    .map((all) => all.flatMap(([personId, events]) => events.map((event) => by(personId, event))));

  it('the gate lets out, silences and keeps the same however the events come together', async () => {
    // At least one referral is live as it begins.
    const begin = made(referrals[0], cases[0]).map((event) => by(persons[0], event));
    await fc.assert(
      fc.asyncProperty(history, (events) =>
        given(...begin, ...events).thenSameRows(
          notices,
          'select * from gate_referrals order by referral_id',
          'select * from gate_forbidden order by instruction_id',
          'select * from gate_opened_in_error order by case_id',
          'select * from gate_merged order by removed_id',
        ),
      ),
      { numRuns: 25 },
    );
  });
});
