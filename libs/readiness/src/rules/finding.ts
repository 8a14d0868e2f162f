import type { PlainDate, Source } from '@ttg/calendar';
import type { PrisonId } from '@ttg/reference';
import type { Audience, RuleId, Severity, TaskKind } from '../events';
import type { Facts } from '../facts';
import type { ExpectedRelease } from './expected-release';
import type { OnThatDay } from './on-that-day';
import type { ReleaseKnown } from './release-history';

/** Plain facts that a rule looked at, without personal data. */
export type FactsUsed = Readonly<Record<string, string | number | boolean | null>>;

/** From that day on: its task is open, and an alert of that severity stands. `over`: neither. */
export interface Stage {
  readonly from: PlainDate;
  readonly severity: 'task' | Severity | 'over';
}

/** Something somebody has to do. It is open as long as its finding is in any stage but `over`. */
export interface FindingTask {
  readonly kind: TaskKind;
  readonly subject: string;
  readonly owner: Audience;
  readonly prison?: PrisonId;
  readonly due?: PlainDate;
}

/**
 * What a rule found: how it stands today and, as long as no event comes, on every later day. Between two stage days nothing
 * changes.
 */
export interface Finding {
  readonly rule: RuleId;
  /** What of hers it is about; empty for the case. */
  readonly subject: string;
  readonly stages: readonly Stage[];
  /** The first day on which the rule must be asked again, where stages alone cannot tell. */
  readonly until?: PlainDate;
  /** The first named owns it. */
  readonly audience: readonly Audience[];
  readonly facts: FactsUsed;
  readonly sources: readonly Source[];
  readonly due?: PlainDate;
  /** The window opened late: compressed, not overdue. */
  readonly compressed: boolean;
  readonly tasks: readonly FindingTask[];
}

/** What every rule is asked with. */
export interface Situation {
  readonly facts: Facts;
  readonly on: OnThatDay;
  readonly release?: ExpectedRelease;
  /** What was known of her release day, from which day on. */
  readonly history: readonly ReleaseKnown[];
}

export type Rule = (situation: Situation) => readonly Finding[];
