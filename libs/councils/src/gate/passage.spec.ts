import { dutyToReferEvents, type DutyToReferEvent } from '@ttg/housing/events';
import { isoDate, type IsoInstant, Personal } from '@ttg/event-sourcing';
import { date } from '@ttg/calendar';
import { councilByCode, type GssCode } from '@ttg/reference';
import { follow, type Passage, type Standing, standingOf } from './passage';

const on = isoDate(date('2027-03-02'));
const ids = { referralId: '0b0f0e1c-0000-4000-8000-000000000001', caseId: '0b0f0e1c-0000-4000-8000-000000000002' };
const southwark = councilByCode('E09000028')?.code as GssCode;
const {
  referralDrafted,
  agreementGiven,
  agreementWithdrawn,
  dutyToReferMade,
  dutyDecided,
  dutyEnded,
  referralWithdrawn,
} = dutyToReferEvents;
const asked = { ...ids, on, how: 'telephone' } as const;

const made: readonly DutyToReferEvent[] = [
  referralDrafted({ ...ids, reason: 'threatened' }),
  agreementGiven({ ...asked, to: 'referral' }),
  agreementGiven({ ...asked, to: 'choice-of-council', council: southwark }),
  agreementGiven({ ...asked, to: 'pass-on-contact-details' }),
  dutyToReferMade({
    ...ids,
    council: southwark,
    reason: 'threatened',
    on,
    receiptDueBy: on,
    content: Personal.of({ name: 'Synthetic', contact: {} }),
  }),
];
const decided = (section: 's.189B' | 'not-homeless') =>
  dutyDecided({ ...ids, section, decidedOn: on, notifiedOn: on, lastDayForReview: on });

const standing = (events: readonly DutyToReferEvent[], forbidden = false): Standing =>
  standingOf(
    events.reduce<Passage | undefined>((passage, event) => follow(passage, event), undefined),
    forbidden,
  );

describe('where a referral stands with its council', () => {
  it('is nowhere until it is made', () => {
    expect(standing([])).toBe('not-made');
    expect(standing(made.slice(0, -1))).toBe('not-made');
  });

  it('is live once it is made with her three agreements', () => expect(standing(made)).toBe('live'));

  it.each(['referral', 'choice-of-council', 'pass-on-contact-details'] as const)(
    'stops when she withdraws her agreement to %s',
    (to) => expect(standing([...made, agreementWithdrawn({ ...asked, to })])).toBe('stopped'),
  );

  it('goes on when she gives it again', () => {
    const to = 'pass-on-contact-details' as const;
    expect(standing([...made, agreementWithdrawn({ ...asked, to }), agreementGiven({ ...asked, to })])).toBe('live');
  });

  it('stops for good when it is withdrawn', () => {
    const withdrawn = referralWithdrawn({ ...ids, reason: 'OTHER', on });
    expect(standing([...made, withdrawn])).toBe('stopped');
    expect(standing([...made, withdrawn, agreementGiven({ ...asked, to: 'referral' })])).toBe('stopped');
  });

  it('stops when an instruction of hers says that this council must not know', () =>
    expect(standing(made, true)).toBe('stopped'));

  it('stays live while the council owes something', () => {
    expect(standing([...made, decided('s.189B')])).toBe('live');
    const at = '2027-03-02T10:00:00Z' as IsoInstant;
    const received = dutyToReferEvents.referralReceived({ ...ids, on, at, how: 'email' });
    expect(standing([...made, received])).toBe('live');
  });

  it('is finished when nothing is owed, or nothing any more', () => {
    expect(standing([...made, decided('not-homeless')])).toBe('finished');
    const ended = dutyEnded({ ...ids, section: 's.189B', reason: 'SECURED_6_MONTHS', on });
    expect(standing([...made, decided('s.189B'), ended])).toBe('finished');
  });

  it('stops, finished or not', () =>
    expect(
      standing([...made, decided('not-homeless'), agreementWithdrawn({ ...asked, to: 'pass-on-contact-details' })]),
    ).toBe('stopped'));
});
