import type { NoticeType } from '@ttg/councils/notices/notice';
import { councils as allCouncils, type GssCode } from '@ttg/reference';

/** Of two councils, women are referred to one or the other: Southwark and Camden. */
export const councils: readonly GssCode[] = allCouncils
  .map(({ code }) => code)
  .filter((code) => ['E09000028', 'E09000007'].includes(code));

/** A synthetic woman, as far as whoever writes about her knows. */
export interface She {
  readonly number: number;
  readonly council: GssCode;
  /** What the answers gave: `caseId`, `referralId` … */
  readonly ids: Record<string, string>;
  /** What her council must be told, from what was acknowledged, in this order. */
  readonly told: NoticeType[];
}

/** A request that is made for her, and what follows from it. */
export interface Step {
  readonly account: string;
  readonly path: () => string;
  readonly body: () => object;
  /** What her council is told of it. */
  readonly tells?: NoticeType;
  /** What her council is answered from then on when it reads the referral. */
  readonly councilReads?: 200 | 410;
}

const resettlement = 'resettlement-bronzefield';
/** The day on which a round is played. */
export const today = '2027-01-18';
const lastWeek = '2027-01-11';
const fourDaysAgo = '2027-01-14';

const post = (path: () => string, body: object, follows: Pick<Step, 'tells' | 'councilReads'> = {}): Step => ({
  account: resettlement,
  path,
  body: () => body,
  ...follows,
});

const custody = ({ ids }: She, what: string, body: object, follows?: Pick<Step, 'tells'>): Step =>
  post(() => `/api/v1/custody/cases/${ids.caseId}/${what}`, body, follows);

const referral = ({ ids }: She, what: string, body: object, follows?: Pick<Step, 'tells' | 'councilReads'>): Step =>
  post(() => `/api/v1/housing/referrals/${ids.referralId}/${what}`, body, follows);

const received = ({ ids, number }: She, receivedOn: string): readonly Step[] => {
  const prisonNumber = `A${String(1000 + number).padStart(4, '0')}BC`;
  const person = { prisonNumber, names: { first: `Synthetic ${number}`, last: 'Example' }, synthetic: true };
  const reception = { prison: 'BZI', receivedOn, from: 'court', legalStatus: 'remand' };
  return [
    post(() => '/api/v1/people/persons', person),
    { ...post(() => '/api/v1/custody/cases', {}), body: () => ({ ...reception, personId: ids.personId }) },
  ];
};

const screened = (she: She): Step =>
  custody(she, 'screening', { screenedOn: today, inPrivate: true, home: { onRelease: 'nowhere' }, gpOutside: 'no' });

/** Nothing has to stand today, and an alert tomorrow: whoever takes today for tomorrow raises it too early. */
const onRemand = (she: She): readonly Step[] => [
  ...received(she, fourDaysAgo),
  screened(she),
  custody(she, 'arrangements', { kind: 'travel' }),
];

const arrived = (she: She): readonly Step[] => [
  ...received(she, lastWeek),
  screened(she),
  custody(she, 'sentence', { on: lastWeek, sentenceType: 'determinate' }),
  // Soon, and nothing is ready: alerts are raised.
  custody(she, 'release-date', { date: '2027-02-15', type: 'CRD', source: 'calculation' }),
];

const said = { how: 'face-to-face', herWords: 'Yes (synthetic words).' };

const referred = (she: She): readonly Step[] => {
  const { ids, council } = she;
  const agrees = (to: string, more = {}): Step =>
    referral(she, 'agreements', { to, answer: 'given', ...said, ...more });
  const contact = { inCustody: { route: 'video-slot' }, afterRelease: { phone: '07700 900123', safeToText: true } };
  const nobody = { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' };
  const content = { name: `Synthetic ${she.number} Example`, contact, needs: 'A ground floor (synthetic).' };
  const gp = { ...post(() => `/api/v1/health/cases/${ids.caseId}/gp-registration/request`, { gms1Signed: true }) };
  return [
    { ...post(() => '/api/v1/housing/referrals', {}), body: () => ({ caseId: ids.caseId, reason: 'homeless' }) },
    agrees('referral'),
    agrees('choice-of-council', { council }),
    agrees('pass-on-contact-details'),
    referral(she, 'who-must-not-know', nobody),
    referral(she, 'made', { content }, { tells: 'council.referral-made', councilReads: 200 }),
    { ...gp, account: 'healthcare-bronzefield' },
  ];
};

const moves = (she: She, date: string, tells?: NoticeType): Step =>
  custody(
    she,
    'release-date',
    { date, type: 'CRD', source: 'calculation', reason: 'recalculated' },
    tells ? { tells } : {},
  );

/** Away, so that alerts are cleared, and near once more. */
const moved = (she: She): readonly Step[] => [
  moves(she, '2027-06-30', 'council.release-changed'),
  moves(she, '2027-02-19', 'council.release-changed'),
];

/** Of the wrong woman, and taken back: what her release cleared is raised again, and her council is told of both. */
const releasedInError = (she: She): readonly Step[] => {
  const tells = { tells: 'council.release-changed' } as const;
  return [
    custody(she, 'release', { on: today, from: 'prison', toAccommodation: 'not-known' }, tells),
    custody(she, 'release-reversal', { reason: 'recorded-in-error', on: today }, tells),
  ];
};

const agreement = (answer: 'given' | 'withdrawn') => ({ to: 'pass-on-contact-details', answer, ...said });

/** What follows is not for her council to know. */
const withdrawn = (she: She): readonly Step[] => [
  referral(she, 'agreements', agreement('withdrawn'), { tells: 'council.agreement-withdrawn', councilReads: 410 }),
  moves(she, '2027-03-12'),
  moves(she, '2027-02-22'),
];

const agreedAgain = (she: She): readonly Step[] => [
  referral(she, 'agreements', agreement('given'), { tells: 'council.agreement-given-again', councilReads: 200 }),
  moves(she, '2027-03-19', 'council.release-changed'),
];

/** @returns what is done for her, one request after another: alerts are raised and cleared by it, and some change their mind. */
export const herSteps = (she: She): readonly Step[] => {
  if (she.number % 4 === 3) return onRemand(she);
  return [
    ...arrived(she),
    ...referred(she),
    ...moved(she),
    ...(she.number % 2 > 0 ? releasedInError(she) : []),
    // Two of three change their mind, and one of those once more.
    ...(she.number % 3 > 0 ? withdrawn(she) : []),
    ...(she.number % 3 > 1 ? agreedAgain(she) : []),
  ];
};
