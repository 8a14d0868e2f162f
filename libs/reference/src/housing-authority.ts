import { dayMonthYear, type PlainDate, type Source } from '@ttg/calendar';
import { councilByCode, successorOn, type Council } from './councils';
import { routesOutsideEngland, type NationWithoutDuty, type RouteOutsideEngland } from './routes-outside-england';
import { holdsOn } from './validity';

/** Why a duty to refer cannot go to the council that was chosen. `message` says it, and what to do, in a sentence. */
export type NoHousingAuthority = { readonly ok: false; readonly message: string } & (
  | { readonly reason: 'unknown' }
  | { readonly reason: 'abolished'; readonly council: Council; readonly replacedBy?: Council }
  | { readonly reason: 'not-yet-formed'; readonly council: Council }
  | { readonly reason: NationWithoutDuty; readonly council?: Council; readonly route: RouteOutsideEngland }
);

export type HousingAuthority = { readonly ok: true; readonly council: Council } | NoHousingAuthority;

/** The duty to refer lies between public authorities in England only. */
export const dutyToReferIsEnglish: Source = {
  ref: 'S6',
  words: 'Homelessness Code of Guidance chapter 4: the duty to refer applies to authorities in England only.',
  confidence: 'verified',
};

/**
 * The English housing authority to which a duty to refer may be sent on that day, or why there is none and where to turn
 * instead (Housing Act 1996 s.213B; law-and-practice 0.6 and G6).
 *
 * @param code a GSS code, present, former or provisional; spaces and lower case are forgiven
 * @param on the day the referral is dated, Europe/London
 */
export const housingAuthorityOn = (code: string, on: PlainDate): HousingAuthority => {
  const council = councilByCode(code);
  const nation = nationWithoutDuty(code, council);
  if (nation) return outsideEngland(nation, council);
  if (!council) return unknown(code);
  return holdsOn(council, on) ? { ok: true, council } : notOnThatDay(council, on);
};

const nationWithoutDuty = (code: string, council: Council | undefined): NationWithoutDuty | undefined => {
  if (council?.nation === 'Wales') return 'wales';
  if (council?.nation === 'Scotland') return 'scotland';
  // Northern Ireland's councils have no housing duty and are not in the table: any of its codes leads to the one body that has.
  return /^N\d{8}$/i.test(code.trim()) ? 'northern-ireland' : undefined;
};

const outsideEngland = (reason: NationWithoutDuty, council: Council | undefined): NoHousingAuthority => {
  const route = routesOutsideEngland[reason];
  return { ok: false, reason, council, route, message: route.sentence };
};

const unknown = (code: string): NoHousingAuthority => ({
  ok: false,
  reason: 'unknown',
  message: /^E10\d{6}$/i.test(code.trim())
    ? 'A county council has no housing duty. Choose the district, borough or city council for where she wants to live.'
    : 'No council has that code. Choose a council from the list, or give its code in the form E09000028.',
});

const notOnThatDay = (council: Council, on: PlainDate): NoHousingAuthority => {
  if (council.from && !holdsOn({ from: council.from }, on)) {
    const message = `${council.officialName} takes over on ${dayMonthYear(council.from)}. Until then choose the council it will replace.`;
    return { ok: false, reason: 'not-yet-formed', council, message };
  }
  const replacedBy = successorOn(council, on);
  return { ok: false, reason: 'abolished', council, replacedBy, message: abolished(council, replacedBy) };
};

const abolished = (council: Council, replacedBy: Council | undefined): string => {
  const ended = council.until ? ` on ${dayMonthYear(council.until)}` : '';
  if (!replacedBy) return `${council.officialName} was abolished${ended}. Choose a council that exists today.`;
  const code = replacedBy.codeStatus === 'published' ? replacedBy.code : 'code not yet published';
  return `${council.officialName} was abolished${ended}. Choose ${replacedBy.officialName} (${code}), which replaced it.`;
};
