import { dayMonthYear, date, releaseDateTypes } from '@ttg/calendar';
import type { CustodyEvent } from '@ttg/custody/events';
import type { IsoDate } from '@ttg/event-sourcing';
import type { HealthEvent } from '@ttg/health/events';
import type { HousingEvent } from '@ttg/housing/events';
import { accommodationType, councilByCode, findPrison } from '@ttg/reference';
import type { SharingEvent } from '@ttg/sharing/events';
import type { ReadinessEvent, Severity } from '../events';
import { type OpenTask, rulesInWords, taskText } from '../rules';

type Told = CustodyEvent | HousingEvent | HealthEvent | SharingEvent | ReadinessEvent;
type Plain<Type extends Told['type']> = Extract<Told, { readonly type: Type }>['data'];

/** One sentence about an event, of its plain facts. An event without one, or with an empty one, is not shown. */
export type TimelineTexts = { readonly [Type in Told['type']]?: (data: Plain<Type>) => string };

const on = (day: IsoDate): string => dayMonthYear(date(day));
const prison = (id: string): string => findPrison(id)?.name ?? id;
const council = (code: string): string => councilByCode(code)?.name ?? code;
const place = (code: string): string => accommodationType(code)?.description ?? code;
const words = (code: string): string =>
  code.replaceAll('-', ' ').replaceAll(/\b(?:id|gp|nhs)\b/g, (letters) => letters.toUpperCase());

const agreements = {
  referral: 'to be referred',
  'choice-of-council': 'to her choice of council',
  'pass-on-contact-details': 'to pass on her contact details',
} as const;
/** Whoever may read that line at all may read what the task was. */
const task = (d: Pick<OpenTask, 'kind' | 'subject'>): string => taskText(d, 'domestic-abuse-lead');

/** What an alert becomes when it is graver or less grave than it was. */
const becomes = (from: Severity, to: Severity): string => {
  if (to === 'R') return 'Act today';
  if (to === 'B') return 'No longer to act on, to be aware of';
  return from === 'B' ? 'Act this week' : 'No longer for today';
};

export const timelineTexts: TimelineTexts = {
  'custody.woman-received': (d) => `Received at ${prison(d.prison)}, ${words(d.legalStatus)}`,
  'custody.reception-screening-completed': (d) => `Reception screening completed${d.inPrivate ? ', in private' : ''}`,
  'custody.screening-repeated': (d) => `Screening repeated${d.inPrivate ? ', in private' : ''}`,
  'custody.custody-status-changed': (d) => `Status changed to ${words(d.legalStatus)}`,
  'custody.sentenced': (d) => `Sentenced on ${on(d.on)}`,
  'custody.release-date-set': (d) => `Release date set: ${on(d.date)} (${releaseDateTypes[d.type].label})`,
  'custody.release-date-changed': (d) => `Release date changed from ${on(d.before.date)} to ${on(d.after.date)}`,
  'custody.release-date-withdrawn': (d) => `Release date of ${on(d.before.date)} withdrawn`,
  'custody.moved-to-prison': (d) => `Moved from ${prison(d.from)} to ${prison(d.to)}`,
  'custody.court-hearing-listed': (d) => `Court hearing listed for ${on(d.on)}`,
  'custody.released': (d) =>
    `Released from ${d.from} on ${on(d.on)}${d.notice === 'no-notice' ? ', without notice' : ''}`,
  'custody.release-reversed': (d) =>
    `She had not left on ${on(d.releasedOn)}: her release was ${d.reason === 'recorded-in-error' ? 'recorded in error' : 'reversed in HMPPS'}`,
  'custody.returned-to-custody': (d) => `Returned to custody on ${on(d.on)}`,
  'custody.release-day-arrangement-made': (d) => `Arranged for the day: ${words(d.kind)}`,
  'custody.release-day-arrangement-fell-through': (d) => `Fell through: ${words(d.kind)}`,
  'custody.contact-after-release-made': () => 'In contact with her after release',
  'custody.case-closed': (d) => `Case closed: ${words(d.reason)}`,
  'custody.case-reopened': () => 'Case opened again',

  'housing.referral-drafted': () => 'Duty to refer drafted',
  'housing.agreement-given': (d) => `She agreed ${agreements[d.to]}${d.council ? `: ${council(d.council)}` : ''}`,
  'housing.agreement-refused': (d) => `She did not agree ${agreements[d.to]}`,
  'housing.agreement-withdrawn': (d) => `She withdrew her agreement ${agreements[d.to]}`,
  'housing.she-was-asked-who-must-not-know': (d) =>
    `She was asked who must not know${d.inPrivate ? ', in private' : ''}`,
  'housing.duty-to-refer-made': (d) => `Duty to refer made to ${council(d.council)}`,
  'housing.referral-received': (d) => `Referral received by the council (${d.how})`,
  'housing.contact-attempted': (d) => `The council tried to reach her by ${words(d.how)}: ${words(d.outcome)}`,
  'housing.contact-made': (d) => `The council spoke with her by ${words(d.how)}`,
  'housing.call-slot-requested': () => 'The council asked for a time to call her',
  'housing.call-slot-booked': () => 'A time for the council to call her was booked',
  'housing.duty-decided': (d) =>
    `The council decided: ${words(d.section)}; a review can be asked for until ${on(d.lastDayForReview)}`,
  'housing.duty-ended': (d) => `The duty under ${d.section} ended`,
  'housing.referral-withdrawn': () => 'Referral withdrawn',
  'housing.referral-needs-reconfirming': () => 'The referral needs reconfirming',
  'housing.referral-reconfirmed': () => 'The referral was reconfirmed',
  'housing.referral-update-acknowledged': () => 'The council has seen an update of the referral',
  'housing.referral-carried-over': () => 'Her referral came over from the case before',
  'housing.tenancy-recorded': () => 'A tenancy was recorded',
  'housing.tenancy-kept': () => 'Her tenancy is kept',
  'housing.tenancy-ended': (d) => `Her tenancy ended on ${on(d.on)}`,
  'housing.placement-referral-made': (d) => `Referred for a place: ${d.kind}`,
  'housing.placement-referral-accepted': () => 'The place was accepted',
  'housing.placement-referral-rejected': () => 'The place was rejected',
  'housing.accommodation-confirmed': (d) => `Accommodation confirmed from ${on(d.from)}: ${place(d.type)}`,
  'housing.accommodation-redated': (d) => `Accommodation re-dated: from ${on(d.from)}`,
  'housing.accommodation-fell-through': () => 'Accommodation fell through',
  'housing.accommodation-started': (d) => `Moved in on ${on(d.on)}`,
  'housing.accommodation-ended': (d) => `Moved out on ${on(d.on)}`,

  'health.gp-registration-requested': () => 'Registration with a GP requested',
  'health.gp-registration-confirmed': () => 'Registered with a GP',
  'health.gp-registration-refused': (d) => `A GP practice refused to register her: ${words(d.reason)}`,
  'health.gp-registration-declined': () => 'She does not want to register with a GP',
  'health.medicines-reviewed': () => 'Medicines reviewed',
  'health.no-medicines-needed': () => 'No medicines to take home',
  'health.medication-handover-planned': () => 'Handover of medicines planned',
  'health.medicines-supplied': () => 'Medicines supplied to take home',
  'health.prescription-issued': (d) => `Prescription of ${d.days} days issued`,
  'health.prescription-collected': () => 'Prescription collected',
  'health.prescription-cancelled': () => 'Prescription cancelled',
  'health.prescriber-contact-booked': (d) => `Contact with a prescriber booked for ${on(d.on)}`,
  'health.prescriber-contact-attended': () => 'She saw the prescriber',
  'health.prescriber-contact-missed': () => 'The contact with the prescriber was missed',
  'health.prescriber-contact-cancelled': () => 'The contact with the prescriber was cancelled',
  'health.court-day-medicines-planned': () => 'Medicines planned for a release from court',
  'health.medication-handover-completed': () => 'Handover of medicines completed',

  'sharing.do-not-share-with': () => 'She said who must not know',
  'sharing.instruction-lifted': () => 'She lifted an instruction',
  'sharing.areas-to-avoid-recorded': () => 'Areas she must avoid were recorded',
  'sharing.safe-contact-set': () => 'A safe way to reach her was set',
  'sharing.protected-address-set': () => 'A protected address was set',
  'sharing.her-account-added': () => 'She added her own account',
  'sharing.disagreement-recorded': () => 'She disagreed with what is recorded',
  'sharing.disclosure-made': (d) => `Something of hers was shared: ${words(d.basis)}`,

  'readiness.alert-raised': (d) => `Alert: ${rulesInWords[d.rule].title}`,
  // Facts and days that moved beneath it show on the alert; here it would only be noise.
  'readiness.alert-escalated': (d) =>
    d.from === d.severity ? '' : `${becomes(d.from, d.severity)}: ${rulesInWords[d.rule].title}`,
  'readiness.alert-acknowledged': (d) => `Acknowledged, to be done by ${on(d.by)}: ${rulesInWords[d.rule].title}`,
  'readiness.alert-snoozed': (d) => `Put aside until ${on(d.until)}: ${rulesInWords[d.rule].title}`,
  'readiness.alert-cleared': (d) => `Cleared: ${rulesInWords[d.rule].title}`,
  'readiness.alert-disputed': (d) => `"This is wrong": ${rulesInWords[d.rule].title}`,
  'readiness.task-done': (d) => (d.how === 'not-needed' ? `No longer to be done: ${task(d)}` : `Done: ${task(d)}`),
};
