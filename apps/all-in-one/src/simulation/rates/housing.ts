import { chosen, published } from './rate';

/** Her agreements, the council's answers, and the places that are found. */
export const housingRates = {
  refusesReferral: chosen(0.08, 'She does not want to be referred.'),
  agreesWhenAskedAgain: chosen(0.5, 'She agrees when she is asked once more after two weeks (G3: once, never nagged).'),
  withdrawsADay: chosen(0.0008, 'She takes her agreement back, on a day: about one in twenty referrals.'),
  askedInPrivate: chosen(0.85, 'She is asked alone who must not know; if not, she is asked again.'),
  sentAtOnce: chosen(0.7, 'The referral leaves on the day of her answers; the others on a later day.'),
  areasToAvoid: chosen(0.06, 'There are areas she must avoid.'),
  mustNotKnow: chosen(0.05, 'There is somebody who must not know.'),
  ownAccount: chosen(0.06, 'She adds an account of her own.'),
  notBroughtToPhone: published(
    0.3,
    'S24',
    '"The council phone you once, if you don’t answer, they don’t call you again": attempts that do not reach her.',
  ),
  callBooked: chosen(0.3, 'A call with the prison’s telephone is booked first.'),
  preventionAccepted: chosen(
    0.62,
    'A council that has spoken with her decides that it owes the prevention or relief duty.',
  ),
  notHomeless: chosen(0.12, 'It decides that she is not threatened with homelessness.'),
  cas3: chosen(0.55, 'Of women under supervision with nowhere to go: asked for a CAS3 bed.'),
  cas3Accepted: chosen(0.6, 'Of those asked for: accepted.'),
  placeNotSafe: chosen(0.03, 'A place that she says is not safe, when she is asked alone.'),
  placeAskedInPrivate: chosen(0.85, 'She is asked alone whether a place is safe.'),
  fallsThroughADay: chosen(0.003, 'A place that was confirmed is lost again, on a day.'),
  homeLostADay: chosen(0.0007, 'A tenancy ends while she is inside, on a day (13 weeks and six months of rent, A.7).'),
  firstNightHomeless: published(
    0.128,
    'S115',
    '12.8 % of women were homeless or slept rough on release in 2020/21: what the rates of finding a place aim at.',
  ),
} as const;

/** What is found, by NDelius code: most of it is not for long (seed 004 p.18: 38 % left to short-term or insecure places). */
export const placesFound = { A07A: 0.28, A07B: 0.2, A04: 0.24, A03: 0.16, A02: 0.06, A01C: 0.06 } as const;

/** Nights a place is hers, where it ends. */
export const nightsOfPlace: Readonly<Partial<Record<keyof typeof placesFound, readonly [number, number]>>> = {
  A07A: [14, 84],
  A03: [7, 28],
  A02: [56, 84],
};

export const tenures = {
  'social-rent': 0.42,
  'private-rent': 0.22,
  'with-family-or-friends': 0.28,
  owner: 0.08,
} as const;
