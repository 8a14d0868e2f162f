import { date } from '@ttg/calendar';
import { NotFound, Personal, type IsoDate, type IsoInstant } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import {
  accommodationConfirmed,
  accommodationEnded,
  accommodationFellThrough,
  accommodationRedated,
  accommodationStarted,
  placementReferralAccepted,
  placementReferralMade,
  placementReferralRejected,
  tenancyEnded,
  tenancyKept,
  tenancyRecorded,
} from '../events';
import { DateToCome, DateTooEarly, type OnThatDay } from '../on-that-day';
import { accommodation, type Place } from './accommodation';
import { counts } from './counts';
import { acceptPlacement, PlacementAnswered, referForPlacement, rejectPlacement } from './placements';
import {
  answerWhetherSafe,
  confirmAccommodation,
  endAccommodation,
  LeavesBeforeItBegins,
  loseAccommodation,
  nightsOf,
  NotAccommodation,
  NotAsThingsStand,
  redateAccommodation,
  startAccommodation,
  TooManyNights,
  type ConfirmAccommodation,
} from './places';
import { endTenancy, keepTenancy, recordTenancy, TenancyIsOver } from './tenancy';

const given = specification(accommodation);
const iso = (text: string): IsoDate => date(text).toString() as IsoDate;
const on = (today: string): OnThatDay => ({
  today: date(today),
  now: `${today}T10:00:00Z` as IsoInstant,
  receivedOn: iso('2027-01-11'),
});
const monday = on('2027-03-08');
const caseId = '0b0f0e1c-0000-4000-8000-000000000002';
const accommodationId = '0b0f0e1c-0000-4000-8000-000000000003';
const ids = { caseId, accommodationId };
const bed: Omit<ConfirmAccommodation, 'address'> = {
  ...ids,
  type: 'A17',
  from: iso('2027-03-31'),
  safe: 'yes',
  askedInPrivate: true,
};
const confirmed = accommodationConfirmed({ ...bed, to: iso('2027-06-23') });
const started = accommodationStarted({ ...ids, on: iso('2027-03-31') });

describe('a CAS3 bed', () => {
  it('is hers for 84 nights unless fewer are given', () => {
    given().when(confirmAccommodation(bed, monday)).then(confirmed);
    given()
      .when(confirmAccommodation({ ...bed, to: iso('2027-04-07') }, monday))
      .then(accommodationConfirmed({ ...bed, to: iso('2027-04-07') }));
    expect(nightsOf(confirmed.data)).toBe(84);
  });

  it('is never hers for 85', () =>
    given()
      .when(confirmAccommodation({ ...bed, to: iso('2027-06-24') }, monday))
      .thenRefused(TooManyNights));

  it('keeps its nights when it is re-dated', () => {
    given(confirmed)
      .when(redateAccommodation({ ...ids, from: iso('2027-03-24') }, monday))
      .then(accommodationRedated({ ...ids, from: iso('2027-03-24'), to: iso('2027-06-16') }));
    given(confirmed)
      .when(redateAccommodation({ ...ids, from: iso('2027-03-24'), to: iso('2027-06-23') }, monday))
      .thenRefused(TooManyNights);
  });
});

describe('accommodation', () => {
  it('is open-ended where it is a home of her own', () => {
    const home = { ...bed, type: 'A01D' };
    given()
      .when(confirmAccommodation(home, monday))
      .then(accommodationConfirmed({ ...home, to: undefined }));
  });

  it('keeps its address sealed', () =>
    given()
      .when(confirmAccommodation({ ...bed, address: '1 Synthetic Street' }, monday))
      .then(accommodationConfirmed({ ...confirmed.data, address: Personal.of('1 Synthetic Street') })));

  it.each(['A08', 'A08A', 'A08C'])('is not what %s says: nowhere to live', (type) =>
    given()
      .when(confirmAccommodation({ ...bed, type }, monday))
      .thenRefused(NotAccommodation, /nothing to confirm/),
  );

  it('needs a code of the list', () =>
    given()
      .when(confirmAccommodation({ ...bed, type: 'HMP' }, monday))
      .thenRefused(NotAccommodation, /A01A/));

  it('ends after it begins, and begins after she was received', () => {
    given()
      .when(confirmAccommodation({ ...bed, to: bed.from }, monday))
      .thenRefused(LeavesBeforeItBegins);
    given()
      .when(confirmAccommodation({ ...bed, from: iso('2027-01-10') }, monday))
      .thenRefused(DateTooEarly);
  });

  it('is confirmed anew with her answer when she is asked again, in private', () =>
    given(accommodationConfirmed({ ...confirmed.data, safe: 'not-asked', askedInPrivate: false }))
      .when(answerWhetherSafe({ ...ids, safe: 'yes', askedInPrivate: true }))
      .then(confirmed));

  it('starts on or after its first day, and ends after she moved in', () => {
    given(confirmed)
      .when(startAccommodation(ids, on('2027-03-30')))
      .thenRefused(DateTooEarly);
    given(confirmed)
      .when(startAccommodation(ids, on('2027-03-31')))
      .then(started);
    given(confirmed, started)
      .when(endAccommodation({ ...ids, on: iso('2027-03-30') }, on('2027-04-05')))
      .thenRefused(DateTooEarly);
    given(confirmed, started)
      .when(endAccommodation({ ...ids, why: 'Her words' }, on('2027-04-05')))
      .then(accommodationEnded({ ...ids, on: iso('2027-04-05'), why: Personal.of('Her words') }));
  });

  it('falls through before she moves in, and not after', () => {
    given(confirmed)
      .when(loseAccommodation(ids, monday))
      .then(accommodationFellThrough({ ...ids, on: iso('2027-03-08'), why: undefined }));
    given(confirmed, started)
      .when(loseAccommodation(ids, on('2027-04-01')))
      .thenRefused(NotAsThingsStand);
    given(confirmed)
      .when(loseAccommodation({ ...ids, on: iso('2027-03-09') }, monday))
      .thenRefused(DateToCome);
  });

  it('once lost, stays lost', () => {
    const lost = accommodationFellThrough({ ...ids, on: iso('2027-03-08') });
    given(confirmed, lost)
      .when(startAccommodation(ids, on('2027-03-31')))
      .thenRefused(NotAsThingsStand);
    given(confirmed, lost)
      .when(redateAccommodation({ ...ids, from: iso('2027-03-24') }, monday))
      .thenRefused(NotAsThingsStand);
  });

  it('moves only its last day once she lives there', () => {
    const redate = (from: string) =>
      redateAccommodation({ ...ids, from: iso(from), to: iso('2027-04-07') }, on('2027-04-01'));
    given(confirmed, started).when(redate('2027-03-24')).thenRefused(NotAsThingsStand);
    given(confirmed, started)
      .when(redate('2027-03-31'))
      .then(accommodationRedated({ ...ids, from: iso('2027-03-31'), to: iso('2027-04-07') }));
  });

  it('may turn out unsafe while she lives there', () => {
    const unsafe = accommodationConfirmed({ ...confirmed.data, safe: 'no' });
    given(confirmed, started)
      .when(answerWhetherSafe({ ...ids, safe: 'no', askedInPrivate: true }))
      .then(unsafe);
    const [place] = [confirmed, started, unsafe].reduce(accommodation.evolve, accommodation.initial).places;
    expect(place).toMatchObject({ safe: 'no', status: 'started', on: '2027-03-31' });
  });

  it('must be there', () => given().when(startAccommodation(ids, monday)).thenRefused(NotFound));
});

describe('done means safe', () => {
  const place: Place = { ...confirmed.data, status: 'confirmed' };

  it('counts a safe place that she was asked about in private', () => expect(counts(place)).toBe(true));

  it.each<Partial<Place>>([
    { safe: 'no' },
    { safe: 'not-asked' },
    { safe: 'chose-not-to-say' },
    { askedInPrivate: false },
    { status: 'fell-through' },
    { status: 'ended' },
    { type: 'A15' },
    { type: 'A16' },
  ])('never counts it with %j', (change) => expect(counts({ ...place, ...change })).toBe(false));
});

describe('her tenancy', () => {
  const ended = tenancyEnded({ caseId, how: 'surrendered', on: iso('2027-03-08') });

  it('is recorded, kept, or ended, perhaps before she was received', () => {
    given()
      .when(recordTenancy({ caseId, tenure: 'social-rent', atRisk: true }, monday))
      .then(tenancyRecorded({ caseId, tenure: 'social-rent', atRisk: true, on: iso('2027-03-08') }));
    given()
      .when(keepTenancy({ caseId }, monday))
      .then(tenancyKept({ caseId, on: iso('2027-03-08') }));
    given()
      .when(endTenancy({ caseId, how: 'evicted', on: iso('2026-12-01'), noticeServedAt: 'The flat' }, monday))
      .then(tenancyEnded({ caseId, how: 'evicted', on: iso('2026-12-01'), noticeServedAt: Personal.of('The flat') }));
  });

  it('ends once', () => {
    given(ended)
      .when(endTenancy({ caseId, how: 'evicted' }, monday))
      .thenRefused(TenancyIsOver);
    given(ended).when(keepTenancy({ caseId }, monday)).thenRefused(TenancyIsOver);
  });
});

describe('a placement referral', () => {
  const of = { caseId, placementReferralId: '0b0f0e1c-0000-4000-8000-000000000004' };
  const provider = 'A synthetic refuge';
  const about = { ...of, kind: 'refuge', provider: Personal.of(provider) } as const;
  const asked = placementReferralMade({ ...about, on: iso('2027-03-08') });

  it('is made with its provider, and has one answer', () => {
    const accepted = placementReferralAccepted({ ...of, on: iso('2027-03-08') });
    given()
      .when(referForPlacement({ ...of, kind: 'refuge', provider }, monday))
      .then(asked);
    given(asked).when(acceptPlacement(of, monday)).then(accepted);
    given(asked)
      .when(rejectPlacement({ ...of, reason: 'no-vacancy' }, monday))
      .then(placementReferralRejected({ ...of, on: iso('2027-03-08'), reason: 'no-vacancy' }));
    given(asked, accepted).when(rejectPlacement(of, monday)).thenRefused(PlacementAnswered);
    given().when(acceptPlacement(of, monday)).thenRefused(NotFound);
    given(asked)
      .when(acceptPlacement({ ...of, on: iso('2027-03-07') }, monday))
      .thenRefused(DateTooEarly);
  });
});
