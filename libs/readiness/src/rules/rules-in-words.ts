import type { PlainDate } from '@ttg/calendar';
import { limit, type LimitKey } from '@ttg/reference';
import type { RuleId } from '../events';

/** How much a limit allows. */
type Allowed = (key: LimitKey) => number;

interface RuleInWords {
  readonly title: string;
  /** What the rule says, with the limits of a day. */
  readonly rule: (of: Allowed) => string;
  readonly clearsWhen: string;
}

/** The rules of part G as a page tells them under "why am I seeing this". */
export const rulesInWords: Readonly<Record<RuleId, RuleInWords>> = {
  G1: {
    title: 'No accommodation',
    rule: (of) =>
      `Each of the ${of('accommodation.nights')} nights from release needs a confirmed and safe place. An alert from ${of('accommodation.alert')} days before the first night without one; act today from ${of('accommodation.urgent')} days before.`,
    clearsWhen: 'every night has a confirmed place that she said, in private, is safe',
  },
  G2: {
    title: 'Duty to refer not made',
    rule: (of) =>
      `A woman who may have nowhere to live is referred to a council of her choice from ${of('dutyToRefer.window')} days before release, with her three agreements. An alert ${of('alerts.afterTask')} days later; act today from ${of('dutyToRefer.urgent')} days before release.`,
    clearsWhen: 'the referral is sent, or her "no" is recorded in her own words',
  },
  G3: {
    title: 'Agreements missing',
    rule: (of) =>
      `A referral needs her agreement to it, her choice of council and her agreement to pass on contact details. After a "no" she is asked once more, ${of('dutyToRefer.askAgain')} days later.`,
    clearsWhen: 'she has agreed, or her "no" is recorded',
  },
  G4: {
    title: 'No receipt from the council',
    rule: (of) =>
      `A referral without a receipt by the end of working day ${of('dutyToRefer.receipt')} after it was sent is chased; after working day ${of('dutyToRefer.receiptUrgent')}: act today. Within ${of('dutyToRefer.nearRelease')} days of release working day ${of('dutyToRefer.receiptUrgentNearRelease')} is enough.`,
    clearsWhen: 'the council sends a receipt, or confirms by phone with a name',
  },
  G5: {
    title: 'Council has not reached her',
    rule: (of) =>
      `The council tries to reach her by the end of working day ${of('dutyToRefer.firstContact')} after receipt. After ${of('dutyToRefer.failedContacts')} failed attempts: act today.`,
    clearsWhen: 'contact is made or a call slot is booked',
  },
  G8: {
    title: 'Release day moved nearer',
    rule: (of) =>
      `Everyone who works towards the day is told of an earlier one, once a day, with what it breaks and which due days move. An alert where it is ${of('releaseDate.nearer')} days nearer or more, within ${of('releaseDate.near')} days of release, or where it breaks anything.`,
    clearsWhen: 'each of them has been told; at release at the latest',
  },
  G9: {
    title: 'Release day moved later or withdrawn',
    rule: () =>
      'Everyone who works towards the day is told, and places and appointments that begin too early are re-dated.',
    clearsWhen: 'each of them has been told and what it broke is re-dated',
  },
  G10: {
    title: 'Release before days without services',
    rule: (of) =>
      `A woman outside the Friday scheme who leaves on a Friday or the eve of a bank holiday needs a plan for the days without services. An alert from ${of('fridayRelease.near')} days before.`,
    clearsWhen: 'the weekend is planned, or the day moves',
  },
  G14: {
    title: 'Not safe',
    rule: () => 'An address or a council that is linked to someone she fears is a matter for the named lead alone.',
    clearsWhen: 'a safe plan is made with her, or the address or the council changes',
  },
  G15: {
    title: 'No GP',
    rule: (of) =>
      `A practice can register her from ${of('gp.window')} days before release; an alert ${of('alerts.afterTask')} days later. Act today from ${of('gp.urgent')} days before. A refusal is an alert the same day.`,
    clearsWhen: 'registration is confirmed, or she declines',
  },
  G16: {
    title: 'Medicines not sorted',
    rule: (of) =>
      `What she holds must last until the first day somebody outside can prescribe. A prescription that nobody has collected is no supply. An alert where a gap is foreseen, and from ${of('medicines.alert')} days before release where nothing is reviewed or set; act today when the gap begins within ${of('medicines.gapUrgent')} days.`,
    clearsWhen: 'her cover reaches the day of the first prescriber contact',
  },
  G22: {
    title: 'Moved to another prison',
    rule: (of) =>
      `What was under way at the old prison is accepted by the new one within ${of('transfer.acceptance')} working days. Her agreements, the duty to refer and the council’s clocks go with her.`,
    clearsWhen: 'the new prison has accepted each task',
  },
  G23: {
    title: 'May be released from court',
    rule: (of) =>
      `A woman who is not sentenced may walk out of court unannounced: she is prepared for it by day ${of('remand.prepared')}. Act today from ${of('remand.beforeHearing')} days before a hearing.`,
    clearsWhen: 'everything is prepared, or she is sentenced',
  },
  G24: {
    title: 'Released without notice',
    rule: (of) =>
      `She left with things open that should have been ready: she is reached within ${of('release.contact')} hours, by her safe route only.`,
    clearsWhen: 'contact is made by her safe route',
  },
};

/** What the rule says, with the limits that hold on that day. @throws NoLimitInForce */
export const ruleInWords = (rule: RuleId, on: PlainDate): string =>
  rulesInWords[rule].rule((key) => limit(key, on).value);
