/**
 * The release date types HMPPS publishes, and a court hearing, from which a woman on remand may walk out. What a type
 * means for the Friday and bank-holiday rule stands beside it (law-and-practice A.10).
 *
 * - `in-scheme`: HMPPS moves it out of the way of weekends: CRD, ARD, PRRD, ETD, MTD and LTD; FTR56 is a post-recall
 *   release date with a fixed length.
 * - `excluded`: home detention curfew, Parole Board and indeterminate releases keep the weekend rule alone.
 * - `not-known`: decided case by case, so nobody can say beforehand.
 * - `none`: no prison release date; the day stands as it is.
 */
export const releaseDateTypes = {
  CRD: { label: 'conditional release date', scheme: 'in-scheme' },
  ARD: { label: 'automatic release date', scheme: 'in-scheme' },
  PRRD: { label: 'post-recall release date', scheme: 'in-scheme' },
  FTR56: { label: 'end of 56-day fixed-term recall', scheme: 'in-scheme' },
  ETD: { label: 'early transfer date', scheme: 'in-scheme' },
  MTD: { label: 'mid transfer date', scheme: 'in-scheme' },
  LTD: { label: 'late transfer date', scheme: 'in-scheme' },
  HDCED: { label: 'home detention curfew eligibility date', scheme: 'excluded' },
  HDCAD: { label: 'home detention curfew approved date', scheme: 'excluded' },
  PED: { label: 'parole eligibility date', scheme: 'excluded' },
  APD: { label: 'approved parole date', scheme: 'excluded' },
  TARIFF: { label: 'tariff date of an indeterminate sentence', scheme: 'excluded' },
  RARR: { label: 'release after risk-assessed recall review', scheme: 'not-known' },
  'court-hearing': { label: 'court hearing', scheme: 'none' },
} as const;

export type ReleaseDateType = keyof typeof releaseDateTypes;
