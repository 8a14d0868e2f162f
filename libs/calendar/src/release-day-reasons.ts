import type { Source } from './source';

const weekendRule: Source = {
  ref: 'Criminal Justice Act 1961 s.23',
  words: 'A release that would fall on a Saturday, Sunday or bank holiday is on the working day before it.',
  confidence: 'verified',
};
const scheme: Source = {
  ref: 'S59, S60',
  words:
    'Friday release policy framework, live 30 November 2023: adults on determinate sentences who have served 28 days ' +
    'since sentence, time after recall included, leave one working day before a Friday or the eve of a bank holiday. Not ' +
    'on home detention curfew, indeterminate sentences or Parole Board release.',
  confidence: 'verified',
};
const algorithm: Source = {
  ref: 'S25',
  words: 'HMPPS calculate release dates: back one day at a time while the day or the next day is no working day.',
  confidence: 'verified',
};
const countingOfNights: Source = {
  ref: 'A.10',
  words: 'The 28 days are counted as nights in custody from the day of sentence up to the candidate day.',
  confidence: 'design',
};
const neverBeforeToday: Source = {
  ref: 'S25',
  words: 'HMPPS calculate release dates leaves past dates as they are.',
  confidence: 'verified',
};
const fromCourt: Source = {
  ref: 'S109, S111',
  words: 'A woman on remand may be released from court on the day of the hearing, with no notice.',
  confidence: 'verified',
};

/** Does the Friday and bank-holiday scheme take her in? `not-known` is not `no`. */
export type SchemeAnswer = 'yes' | 'no' | 'not-known';

/** The tier that decides; `none` where the day stands as given: it is past, or it is a court hearing. */
export type DecidingTier = 1 | 2 | 'not-known' | 'none';

interface Counted {
  readonly nights: number;
  readonly needed: number;
}

interface Explanation {
  readonly inScheme: SchemeAnswer;
  readonly applies: DecidingTier;
  readonly sources: readonly Source[];
  readonly explain: (counted: Counted) => string;
}

/** Why the rule came out as it did: which tier, in what words, from which sources. */
export const releaseDayReasons = {
  'in-scheme': {
    inScheme: 'yes',
    applies: 2,
    explain: ({ nights }) =>
      `She will have served ${nights} nights since sentence, so she does not leave on the eve of a weekend or bank holiday.`,
    sources: [weekendRule, scheme, algorithm, countingOfNights],
  },
  'too-few-nights': {
    inScheme: 'no',
    applies: 1,
    explain: ({ nights, needed }) =>
      `She will have served ${nights} nights since sentence, fewer than ${needed}, so only weekends and bank holidays themselves move her release.`,
    sources: [weekendRule, scheme, countingOfNights],
  },
  'excluded-type': {
    inScheme: 'no',
    applies: 1,
    explain: () =>
      'Releases on home detention curfew, by the Parole Board or from an indeterminate sentence are outside the Friday scheme: only weekends and bank holidays themselves move them.',
    sources: [weekendRule, scheme],
  },
  'nights-not-known': {
    inScheme: 'not-known',
    applies: 'not-known',
    explain: ({ needed }) =>
      `It is not recorded whether she will have served ${needed} nights since sentence. Both days are shown; plan to the earlier. Recording the date of sentence settles it.`,
    sources: [weekendRule, scheme, algorithm, countingOfNights],
  },
  'type-not-known': {
    inScheme: 'not-known',
    applies: 'not-known',
    explain: () =>
      'For this kind of release it is decided case by case whether the Friday scheme applies. Both days are shown; plan to the earlier.',
    sources: [weekendRule, scheme, algorithm],
  },
  past: {
    inScheme: 'not-known',
    applies: 'none',
    explain: () => 'The date has passed, so it is shown as it was recorded.',
    sources: [neverBeforeToday],
  },
  'court-hearing': {
    inScheme: 'no',
    applies: 'none',
    explain: () => 'A court may release her on the day of the hearing itself, so the day stands.',
    sources: [fromCourt],
  },
} as const satisfies Record<string, Explanation>;

export type ReleaseDayReason = keyof typeof releaseDayReasons;
