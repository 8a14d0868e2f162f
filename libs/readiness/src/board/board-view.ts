import type { Account } from '@ttg/access';
import type { IsoDate, IsoInstant } from '@ttg/event-sourcing';
import type { Audience, RuleId, Severity, TaskKind } from '../events';

/**
 * What the board and her page are given to show: already chosen for the account that looks (law-and-practice E.4). Nothing
 * here is sealed any more, and nothing is here that the account may not see: a page shows all it is given.
 */

/** How one thing stands. `not-shown`: this account may not know. */
export type NeedStatus = 'done' | 'in-hand' | 'missing' | 'not-needed' | 'not-shown';

export interface Need {
  readonly status: NeedStatus;
  /** A few words beside the status, fit for the viewer: `84 nights from 24 March, safe`, `healthcare owns it`. Empty where the status says all. */
  readonly words: string;
}

/** Her name, where the account may see it; `erased` where her keys were destroyed; otherwise a neutral reference. */
export type ShownName =
  { readonly kind: 'shown'; readonly text: string } | { readonly kind: 'not-shown' } | { readonly kind: 'erased' };

/** A prison by its NOMIS id, or a council by its GSS code. */
export interface Place {
  readonly code: string;
  readonly name: string;
}

/** The day she leaves, as far as it is known (law-and-practice A.10). */
export interface ReleaseView {
  /** `T`: the day everything must be ready for, or the day she left. */
  readonly day: IsoDate;
  /** The date as sentenced or calculated, before the release-day rule. Differs from `day` when the rule moved it. */
  readonly date: IsoDate;
  /** The kind of date, in words: `conditional release date`. */
  readonly type: string;
  /** Days from today to `day`: 0 on the day, negative after it. */
  readonly days: number;
  readonly released: boolean;
  /** `settled`: one day. `earlier-of-two`: not known whether the Friday scheme applies; `day` is the earlier, `laterDay` the other. */
  readonly certainty: 'settled' | 'earlier-of-two' | 'holidays-not-published';
  readonly laterDay?: IsoDate;
  /** Why the day is what it is, as a sentence, and from which sources. */
  readonly explanation: string;
  readonly sources: readonly SourceLine[];
}

export interface SourceLine {
  readonly ref: string;
  readonly words: string;
}

export type AlertAction = 'acknowledge' | 'snooze' | 'dispute';

/** One alert as the viewer may read it. */
export interface AlertLine {
  readonly alertId: string;
  readonly severity: Severity;
  /** The sentence for this viewer's role. For an alert kept to the named lead: `Contact the named lead`, with no `why` and no actions. */
  readonly text: string;
  /** Who owns it, in words: `Prison healthcare`. */
  readonly owner: string;
  /** Does the viewer's role own it? */
  readonly isMine: boolean;
  readonly due?: IsoDate;
  readonly raisedOn: IsoDate;
  /** The window opened late: compressed, not overdue. */
  readonly compressed: boolean;
  /** "Why am I seeing this": absent where the viewer may not know. */
  readonly why?: WhyView;
  readonly acknowledged?: { readonly willDo: string; readonly by: IsoDate; readonly who: string; readonly on: IsoDate };
  readonly snoozed?: { readonly reason: string; readonly until: IsoDate; readonly who: string };
  readonly disputed?: { readonly why: string; readonly who: string; readonly on: IsoDate };
  readonly actions: readonly AlertAction[];
}

export interface WhyView {
  readonly rule: RuleId;
  readonly ruleVersion: number;
  /** What the rule says, in a sentence. */
  readonly ruleInWords: string;
  /** The facts it looked at, labelled in words; dates as `31 March 2027`. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sources: readonly SourceLine[];
  /** What makes it go away. */
  readonly clearsWhen: string;
}

/** One woman on the board. */
export interface BoardRow {
  readonly caseId: string;
  readonly name: ShownName;
  /** Where she is; absent after release. */
  readonly prison?: Place;
  /** `on remand`, `sentenced`, `recalled`: in words. */
  readonly legalStatus: string;
  /** Absent while no date is known. */
  readonly release?: ReleaseView;
  readonly accommodation: Need;
  readonly gp: Need;
  readonly medication: Need;
  readonly agreements: Need;
  /** R and A that stand, gravest first; B is in the digest. Snoozed ones stand too. */
  readonly alerts: readonly AlertLine[];
}

/** What the filters ask for. An absent one asks for all that the account may see. */
export interface BoardFilters {
  readonly prison?: string;
  /** GSS code of a council that has a referral of hers. */
  readonly council?: string;
  /** Only women who leave within so many days of today. */
  readonly withinDays?: number;
  /** As the last page gave it. */
  readonly cursor?: string;
}

/** Why an empty list is evidence and not silence: what was looked for among how many women. */
export interface Evidence {
  readonly withinDays: number;
  /** Women who leave within those days, filters applied. */
  readonly women: number;
  readonly withoutAccommodation: number;
  /** Absent, as the next one, for an account that may not know of her health. */
  readonly withoutGp?: number;
  readonly withoutMedicines?: number;
}

export interface DigestLine {
  readonly caseId: string;
  readonly name: ShownName;
  readonly prison?: Place;
  readonly alerts: readonly AlertLine[];
}

export interface BoardPage {
  readonly today: IsoDate;
  /** Ordered by (T, gravest severity, caseId); women without a date last. One row per woman. */
  readonly rows: readonly BoardRow[];
  /** B alerts of the women that the filters leave, grouped by woman; at most as many as a page has rows. */
  readonly digest: readonly DigestLine[];
  /** Of all the women that the filters leave, not of this page alone. */
  readonly totals: { readonly women: number; readonly actToday: number; readonly actThisWeek: number };
  readonly evidence: Evidence;
  readonly next?: string;
  readonly previous?: string;
  /** Choices of the filters: what this account may see. */
  readonly prisons: readonly Place[];
  readonly councils: readonly Place[];
}

/** One thing that must be true on the day; fine ones are shown too. */
export interface OnTheDayLine {
  /** Stable: `address`, `medicines`, `gp`, `phone` … */
  readonly key: string;
  /** `Somewhere safe to sleep`. */
  readonly what: string;
  readonly need: Need;
  /** Since when it stands as it does. */
  readonly since?: IsoDate;
}

export type TaskAction = 'accept' | 'hand-over' | 'complete';

export interface TaskLine {
  readonly taskId: string;
  readonly kind: TaskKind;
  /** What is to be done, for this viewer. */
  readonly text: string;
  /** `Prison resettlement, HMP Downview`. */
  readonly owner: string;
  readonly isMine: boolean;
  readonly status: 'open' | 'accepted';
  readonly openedOn: IsoDate;
  readonly due?: IsoDate;
  readonly compressed: boolean;
  readonly actions: readonly TaskAction[];
  /** Whom it may be handed to; the prison where that role works in one. */
  readonly handOverTo: readonly { readonly to: Audience; readonly prison?: string; readonly words: string }[];
}

/** A fact of her case that is not sealed. */
export interface TimelineEntry {
  readonly eventId: string;
  /** `Duty to refer made to Southwark`. */
  readonly text: string;
  /** Role and organisation, never a name: `Prison resettlement, HMP Bronzefield`. */
  readonly who: string;
  /** When it was true. */
  readonly occurredAt: IsoInstant;
  /** When the system learned it: shown too where it was another day. */
  readonly recordedAt: IsoInstant;
}

export interface CasePage {
  readonly today: IsoDate;
  readonly caseId: string;
  /** The rules have not looked at the latest facts yet: alerts and tasks may be of a moment ago. */
  readonly behind?: true;
  readonly name: ShownName;
  readonly prison?: Place;
  readonly legalStatus: string;
  /** The case is over. */
  readonly closed?: true;
  readonly release?: ReleaseView;
  readonly onTheDay: readonly OnTheDayLine[];
  /** All that stand and that the viewer may read: R, A and B, gravest first. */
  readonly alerts: readonly AlertLine[];
  /** Open and accepted ones; those of the viewer first. */
  readonly tasks: readonly TaskLine[];
  /** Latest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Give it as `timelineCursor` for what happened before. */
  readonly earlier?: string;
}

/** The board and her page, read. The class is the injection token. */
export abstract class BoardQuery {
  /** A filter that names nothing the account may see gives an empty page; so does a cursor that is none of ours. */
  abstract board(viewer: Account, filters: BoardFilters): Promise<BoardPage>;

  /** @throws NotFound for a case that does not exist or that the account may not see: the two look alike. */
  abstract casePage(viewer: Account, caseId: string, timelineCursor?: string): Promise<CasePage>;
}

/** What the board is made of: waited for when it is opened with `?after=<position>`. */
export const boardProjections = ['readiness.facts', 'readiness.board'] as const;
/** The same of her page. */
export const casePageProjections = [...boardProjections, 'readiness.timeline'] as const;
