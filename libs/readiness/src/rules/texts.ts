import { date, dayMonthYear, weekdayDayMonthYear } from '@ttg/calendar';
import { councilByCode, findPrison } from '@ttg/reference';
import type { Audience, RuleId, TaskKind } from '../events';
import type { OpenTask, StandingAlert } from './assess';
import type { FactsUsed } from './finding';
import { factsFor } from './for-reader';

/** The words of alerts and tasks, per reader (part G: "text and facts per audience"; E.4 binds alerts too). */

type SaidOf = Pick<StandingAlert, 'rule' | 'facts'>;

export const audienceInWords: Readonly<Record<Audience, string>> = {
  'prison-resettlement': 'Prison resettlement',
  'prison-healthcare': 'Prison healthcare',
  'probation-practitioner': 'Probation practitioner',
  'probation-manager': 'Probation manager',
  'council-housing': 'Council housing',
  'domestic-abuse-lead': 'Domestic abuse lead',
};

/** May this reader be told what is behind an alert of that rule? */
export const mayKnowWhy = (rule: RuleId, reader: Audience): boolean => {
  if (rule === 'G14') return reader === 'domestic-abuse-lead';
  return rule !== 'G16' || reader === 'prison-healthcare';
};

/** One sentence for that reader. */
export const alertText = ({ rule, facts }: SaidOf, reader: Audience): string => {
  if (rule === 'G14' && reader !== 'domestic-abuse-lead') return 'Contact the named lead.';
  if (rule === 'G16' && reader !== 'prison-healthcare') return 'Medicines not sorted: healthcare owns it.';
  return sentences[rule](factsFor(facts, reader), reader);
};

const day = (value: FactsUsed[string] | undefined): string =>
  typeof value === 'string' && value !== '' ? dayMonthYear(date(value)) : 'a day not known';
const weekday = (value: FactsUsed[string] | undefined): string =>
  typeof value === 'string' && value !== '' ? weekdayDayMonthYear(date(value)) : 'a day not known';
const phrase = (value: FactsUsed[string] | undefined): string =>
  typeof value === 'string' ? value.split(', ').map(thing).join(', ') : '';
/** A code in words, with the day that may stand behind it. */
const thing = (coded: string): string => {
  const [code = '', by] = coded.split(' ');
  const words = phrases[code] ?? code.replaceAll('-', ' ');
  return by ? `${words} by ${day(by)}` : words;
};
const days = (value: FactsUsed[string] | undefined): string => (value === 1 ? '1 day' : `${String(value)} days`);
const prison = (value: FactsUsed[string] | undefined): string =>
  typeof value === 'string' ? (findPrison(value)?.name ?? value) : 'another prison';

/** Codes of facts as the field says them. */
const phrases: Readonly<Record<string, string>> = {
  gp: 'GP',
  id: 'ID',
  medicines: 'medicines to take home',
  'duty-to-refer': 'duty to refer',
  referral: 'duty to refer: agreements and draft',
  'safe-contact': 'a safe way to reach her',
  'agreements-not-asked': 'agreements not asked',
  'agreement-missing': 'not all three agreements asked',
  'agreement-refused': 'she did not agree to all three; her own words are not recorded',
  'agreement-withdrawn': 'an agreement was withdrawn',
  'who-must-not-know-not-asked': 'she was not asked in private who must not know',
  'not-sent': 'agreements given, not sent',
  'see-named-lead': 'contact the named lead',
  nowhere: 'nowhere to live',
  'not-known': 'not known where she will live',
  'tenancy-ended': 'her tenancy has ended',
  'tenancy-at-risk': 'her tenancy is at risk',
  'not-requested': 'no practice asked yet',
  'requested-not-confirmed': 'asked for, not confirmed',
  refused: 'the practice refused',
  'no-proof-of-address': 'no proof of address',
  'no-id': 'no ID',
  'no-nhs-number': 'no NHS number',
  'list-closed': 'list closed',
  'out-of-area': 'out of area',
  'find-accommodation': 'accommodation',
  'make-duty-to-refer': 'duty to refer',
  'arrange-gp': 'GP',
  'sort-medicines': 'medicines to take home',
  'prepare-for-court-release': 'ready for release from court',
  'contact-route': 'how the council reaches her',
  'call-slot': 'the call that is booked with the council',
  home: 'the address she would go home to',
  place: 'a place that is planned for her',
  council: 'the council chosen for her referral',
  gap: 'medicine ends before the first prescriber contact',
  'not-reviewed': 'medicines not reviewed',
  'not-arranged': 'neither supply nor first prescriber contact is set',
  'no-first-contact': 'first prescriber contact not set',
};

const medicines = (facts: FactsUsed): string => {
  const { because, withoutFrom, withoutTo, days: count } = facts;
  if (because !== 'gap') return `Medicines to take home: ${phrase(because)}.`;
  const waiting = facts.prescriptionWaiting === true ? ' A prescription is waiting to be collected.' : '';
  return `Without medicine from ${weekday(withoutFrom)} to ${weekday(withoutTo)}, ${days(count)}.${waiting}`;
};

const moved = ({ before, after, days: count, broken, dueMoved }: FactsUsed, direction: string): string => {
  const what =
    typeof after === 'string'
      ? `moved from ${day(before)} to ${day(after)}, ${days(count)} ${direction}`
      : `of ${day(before)} was withdrawn`;
  return `Release day ${what}. Tell everyone who works towards it.${listed('Broken by it', broken)}${listed('Due days that moved', dueMoved)}`;
};

/** A list at the end of a sentence, where this reader may know any of it. */
const listed = (what: string, list: FactsUsed[string] | undefined): string =>
  list ? ` ${what}: ${phrase(list)}.` : '';

const noReceipt = ({ sentOn, council }: FactsUsed, reader: Audience): string => {
  if (reader === 'council-housing')
    return `No receipt has come from you for the duty to refer of ${day(sentOn)}. Send one, or ring and give your name.`;
  const name = typeof council === 'string' ? councilByCode(council)?.name : undefined;
  return `No receipt from ${name ?? 'the council'} for the duty to refer of ${day(sentOn)}. Ring and note the name.`;
};

const sentences: Readonly<Record<RuleId, (facts: FactsUsed, reader: Audience) => string>> = {
  G1: ({ firstNight, lastNight, passingPlaceOnly }) =>
    passingPlaceOnly === true
      ? `Only a short-term place from ${day(firstNight)} to ${day(lastNight)}.`
      : firstNight === lastNight
        ? `No safe place to sleep on the night of ${weekday(firstNight)}.`
        : `No safe place to sleep from ${weekday(firstNight)} to ${weekday(lastNight)}.`,
  G2: ({ because, releaseDay }) =>
    `Duty to refer not made: ${phrase(because)}. Day of release: ${weekday(releaseDay)}.`,
  G3: ({ because }) => `Duty to refer: ${phrase(because)}.`,
  G4: noReceipt,
  G5: ({ receivedOn, failedAttempts }) =>
    failedAttempts === 0
      ? `Referral received on ${day(receivedOn)}, and nobody at the council has tried to reach her. Book a call.`
      : `The council has tried ${String(failedAttempts)} times and not reached her. Book a call slot.`,
  G8: (facts) => moved(facts, 'nearer'),
  G9: (facts) => moved(facts, 'later'),
  G10: ({ releaseDay }) =>
    `She leaves on ${weekday(releaseDay)}, the eve of days without services. Plan the weekend: keys, cash, medicines, phone, out-of-hours numbers. Probation may ask for one more day.`,
  G14: ({ concern }) => `Not safe: ${phrase(concern)}. Make a safe plan with her.`,
  G15: ({ because, refusal }) =>
    because === 'refused'
      ? `The practice refused to register her${typeof refusal === 'string' ? ` (${phrase(refusal)})` : ''}. NHS England: no proof of address, ID or NHS number is needed, and not having them is no reason to refuse.`
      : `No GP outside: ${phrase(because)}.`,
  G16: medicines,
  G22: ({ from, to, toAccept }) =>
    `She moved from ${prison(from)} to ${prison(to)}.${listed('To be accepted there', toAccept)}`,
  G23: ({ missing, nextHearing }) =>
    `On remand and not ready, if a court lets her go${typeof nextHearing === 'string' ? ` on ${weekday(nextHearing)}` : ''}. Missing: ${phrase(missing)}.`,
  G24: ({ releasedOn, missing }) =>
    `Released without notice on ${weekday(releasedOn)}. Reach her within 24 hours, by her safe route only.${listed('Missing', missing)}`,
};

/** The facts an alert used, labelled for a page; none where the reader may not know them. */
export const alertFacts = (
  { rule, facts }: SaidOf,
  reader: Audience,
): readonly { readonly label: string; readonly value: string }[] => {
  if (!mayKnowWhy(rule, reader)) return [];
  return Object.entries(factsFor(facts, reader)).flatMap(([name, value]) => {
    const shown = factInWords(name, value);
    return shown === undefined ? [] : [{ label: labels[name] ?? name, value: shown }];
  });
};

const factInWords = (name: string, value: FactsUsed[string]): string | undefined => {
  if (value === null || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayMonthYear(date(value));
  if (name === 'council') return councilByCode(value)?.name ?? value;
  return name === 'from' || name === 'to' ? prison(value) : phrase(value);
};

const labels: Readonly<Record<string, string>> = {
  firstNight: 'First night without a safe bed',
  lastNight: 'Last of those nights',
  passingPlaceOnly: 'A short-term place only',
  because: 'Reason',
  home: 'Where she will live',
  releaseDay: 'Day she leaves',
  sentOn: 'Sent on',
  council: 'Council',
  receivedOn: 'Received on',
  failedAttempts: 'Attempts that failed',
  before: 'Day before the change',
  after: 'Day after the change',
  days: 'Days',
  broken: 'Broken by it',
  dueMoved: 'Due days that moved',
  date: 'Date before the release-day rule',
  concern: 'What is not safe',
  refusal: 'Why the practice refused',
  withoutFrom: 'First day without medicine',
  withoutTo: 'Last day without medicine',
  firstContact: 'First prescriber contact',
  prescriptionWaiting: 'A prescription is waiting to be collected',
  from: 'Moved from',
  to: 'Moved to',
  toAccept: 'Not yet accepted',
  missing: 'Missing',
  nextHearing: 'Next court hearing',
  releasedOn: 'Released on',
};

const taskWords: Readonly<Record<TaskKind, string>> = {
  'make-duty-to-refer': 'Make the duty to refer',
  'ask-once-more': 'Ask her once more about a referral to a council, and leave it at her answer',
  'arrange-gp': 'Register her with a GP outside',
  'sort-medicines': 'Sort medicines to take home and the first prescriber contact',
  'find-accommodation': 'Find a safe place for every one of the first 84 nights',
  'prepare-for-court-release': 'Get ready in case a court lets her go',
  'tell-of-earlier-date': 'Tell everyone you work with that she leaves earlier',
  'tell-of-later-date': 'Tell everyone you work with that she leaves later',
  'accept-after-move': 'Accept after her move',
  'weekend-plan': 'Plan her first weekend: keys, cash, medicines, phone, out-of-hours numbers',
  'make-safe-plan': 'Make a safe plan with her',
};

/** What is to be done, for that reader. */
export const taskText = ({ kind, subject }: Pick<OpenTask, 'kind' | 'subject'>, reader: Audience): string => {
  if (kind === 'make-safe-plan' && reader !== 'domestic-abuse-lead') return 'Contact the named lead';
  if (kind !== 'accept-after-move') return taskWords[kind];
  return `${taskWords[kind]}: ${phrase(subject.slice(subject.indexOf(':') + 1))}`;
};
