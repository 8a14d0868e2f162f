import { defineEvent, type EventIn, type IsoDate, type Personal } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';

/** Every event of `readiness`: what is still missing before the day. Stream `readiness-{caseId}`. */

/** R: act today. A: act this week. B: be aware, in the digest only. */
export type Severity = 'R' | 'A' | 'B';
export type RuleId =
  'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G8' | 'G9' | 'G10' | 'G14' | 'G15' | 'G16' | 'G22' | 'G23' | 'G24';

/** Who is told. The first named owns it. */
export const audiences = [
  'prison-resettlement',
  'prison-healthcare',
  'probation-practitioner',
  'probation-manager',
  'council-housing',
  'domestic-abuse-lead',
] as const;
export type Audience = (typeof audiences)[number];

export interface AlertKey {
  readonly alertId: string;
  readonly caseId: string;
  readonly rule: RuleId;
  /** What of hers it is about, where a rule can speak of several: a referral's id, the day of a change. Empty for the case. */
  readonly subject: string;
}

/** Something that must be true on the day is missing, and there is time to act. */
export const alertRaised = defineEvent<
  AlertKey & {
    readonly ruleVersion: number;
    readonly severity: Severity;
    readonly audience: readonly Audience[];
    /** Plain facts the rule looked at, without personal data: "why am I seeing this". */
    readonly facts: Readonly<Record<string, string | number | boolean | null>>;
    readonly source: string;
    readonly due?: IsoDate;
    /** The window opened late: shown as compressed, never as overdue. */
    readonly compressed?: boolean;
    /** The last event it followed from; another one that clears it is then told apart from the passing of time. */
    readonly because?: string;
    readonly on: IsoDate;
  }
>()('readiness.alert-raised');
/** Up or down: severity, due day, audience or facts have changed while it stands. */
export const alertEscalated = defineEvent<
  AlertKey & {
    readonly ruleVersion: number;
    readonly from: Severity;
    readonly severity: Severity;
    readonly audience: readonly Audience[];
    readonly facts: Readonly<Record<string, string | number | boolean | null>>;
    readonly due?: IsoDate;
    readonly compressed?: boolean;
    readonly because?: string;
    readonly on: IsoDate;
  }
>()('readiness.alert-escalated');
/** Somebody says what will be done about an alert, and by when. */
export const alertAcknowledged = defineEvent<AlertKey & { readonly willDo: Personal<string>; readonly by: IsoDate }>()(
  'readiness.alert-acknowledged',
  {
    sealed: { willDo: 'contact' },
  },
);
/** An alert is put off to a day, and why. */
export const alertSnoozed = defineEvent<AlertKey & { readonly reason: Personal<string>; readonly until: IsoDate }>()(
  'readiness.alert-snoozed',
  {
    sealed: { reason: 'contact' },
  },
);
/** An alert holds no more: what was missing is there, or is not needed. */
export const alertCleared = defineEvent<
  AlertKey & {
    /** The event that cleared it; absent where the passing of time did. */
    readonly clearedBy?: string;
    readonly on: IsoDate;
  }
>()('readiness.alert-cleared');
/** Somebody says that an alert is wrong, and why. */
export const alertDisputed = defineEvent<AlertKey & { readonly why: Personal<string> }>()('readiness.alert-disputed', {
  sealed: { why: 'contact' },
});

export type TaskKind =
  | 'make-duty-to-refer'
  | 'ask-once-more'
  | 'arrange-gp'
  | 'sort-medicines'
  | 'find-accommodation'
  | 'prepare-for-court-release'
  | 'tell-of-earlier-date'
  | 'tell-of-later-date'
  | 'accept-after-move'
  | 'weekend-plan'
  | 'make-safe-plan';

export interface TaskKey {
  readonly taskId: string;
  readonly caseId: string;
  readonly kind: TaskKind;
  /** Tells apart tasks of one kind: the owner of a notice, what is to be accepted. */
  readonly subject: string;
}
export const taskOpened = defineEvent<
  TaskKey & {
    readonly rule: RuleId;
    readonly owner: Audience;
    /** The prison whose staff own it, where the owner works in one. */
    readonly prison?: PrisonId;
    readonly due?: IsoDate;
    /** The window opened late (short sentence, recall, an earlier date): shown as compressed, never as overdue. */
    readonly compressed: boolean;
    readonly on: IsoDate;
  }
>()('readiness.task-opened');
export const taskAccepted = defineEvent<TaskKey & { readonly prison?: PrisonId; readonly on: IsoDate }>()(
  'readiness.task-accepted',
);
export const taskHandedOver = defineEvent<
  TaskKey & {
    readonly to: Audience;
    readonly prison?: PrisonId;
    /** `fact`: ownership moved by itself, as at release. A person's hand-over stands against it. */
    readonly how?: 'fact' | 'person';
    readonly on: IsoDate;
  }
>()('readiness.task-handed-over');
/** Its due day moved, most often with her release date. */
export const taskRescheduled = defineEvent<
  TaskKey & { readonly due?: IsoDate; readonly compressed: boolean; readonly on: IsoDate }
>()('readiness.task-rescheduled');
export const taskDone = defineEvent<
  TaskKey & {
    /** `fact`: what it asked for is true now. `person`: somebody says so, and how. `not-needed`: the rule no longer asks for it. */
    readonly how: 'fact' | 'person' | 'not-needed';
    readonly note?: Personal<string>;
    readonly on: IsoDate;
  }
>()('readiness.task-done', { sealed: { note: 'contact' } });

export const readinessEvents = {
  alertRaised,
  alertEscalated,
  alertAcknowledged,
  alertSnoozed,
  alertCleared,
  alertDisputed,
  taskOpened,
  taskAccepted,
  taskHandedOver,
  taskRescheduled,
  taskDone,
};
export type ReadinessEvent = EventIn<typeof readinessEvents>;
