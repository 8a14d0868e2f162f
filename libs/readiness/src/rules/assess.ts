import { calendarDays, earlierOf, isAfter, type BankHolidays, type PlainDate, type Source } from '@ttg/calendar';
import { sourceInWords, type PrisonId } from '@ttg/reference';
import type { Audience, RuleId, Severity, TaskKind } from '../events';
import { taskKey, type Facts } from '../facts';
import { releaseDateMoved } from './date-moved';
import type { AskedBefore } from './due-days-moved';
import { dutyToReferNotMade } from './duty-to-refer-not-made';
import { expectedRelease } from './expected-release';
import type { FactsUsed, Finding, FindingTask, Rule, Situation } from './finding';
import { fridayRelease } from './friday-release';
import { lastEvents } from './last-events';
import { medicineGap } from './medicine-gap';
import { askOnceMore } from './ask-once-more';
import { afterMove, movedPrison, type AfterMove } from './moved-prison';
import { noAccommodation } from './no-accommodation';
import { noGp } from './no-gp';
import { noNoticeRelease } from './no-notice-release';
import { nextLimitChange, onThatDay } from './on-that-day';
import { noContact, noReceipt } from './referral-unanswered';
import { releaseHistory } from './release-history';
import { remandRelease } from './remand-release';
import { satisfiedTasks } from './satisfied-tasks';
import { stageOn } from './stages';
import { unsafe } from './unsafe';

/** An alert as it stands on a day. Known by rule and subject. */
export interface StandingAlert {
  readonly rule: RuleId;
  readonly ruleVersion: number;
  readonly subject: string;
  readonly severity: Severity;
  /** The first named owns it. */
  readonly audience: readonly Audience[];
  readonly facts: FactsUsed;
  readonly sources: readonly Source[];
  /** The sources as the event keeps them: a line each. */
  readonly source: string;
  readonly due?: PlainDate;
  /** The day this severity began. */
  readonly since: PlainDate;
  readonly compressed: boolean;
}

/** A task as it stands on a day. Known by kind and subject. */
export interface OpenTask {
  readonly kind: TaskKind;
  readonly subject: string;
  readonly rule: RuleId;
  readonly owner: Audience;
  readonly watchers: readonly Audience[];
  readonly prison?: PrisonId;
  readonly due?: PlainDate;
  readonly compressed: boolean;
  readonly opened: PlainDate;
}

/** What stands today by the facts alone, whatever was raised before. */
export interface Assessment {
  readonly alerts: readonly StandingAlert[];
  readonly tasks: readonly OpenTask[];
  /** Nothing changes before that day unless an event comes; never, without it. */
  readonly nextChange?: PlainDate;
  /** Tasks whose end a fact shows today: one that goes is done, not merely no longer needed. */
  readonly satisfied: readonly TaskKind[];
  /** By rule, the last event of the parts it reads: the one that cleared an alert that goes. */
  readonly lastEvents: Readonly<Partial<Record<RuleId, string>>>;
}

/** Raised whenever a rule would say something else of the same facts. */
export const ruleVersion = 1;

const rules: readonly Rule[] = [
  noAccommodation,
  dutyToReferNotMade,
  askOnceMore,
  noReceipt,
  noContact,
  fridayRelease,
  unsafe,
  noGp,
  medicineGap,
  remandRelease,
];

/**
 * What is still missing before the day she leaves, on a day in London. Pure: the same facts and day always give the same
 * alerts and tasks, in the same order.
 */
export const assess = (facts: Facts, today: PlainDate, holidays?: BankHolidays): Assessment => {
  const situation = situationOn(facts, today, holidays);
  const found = situation ? findings(situation) : [];
  const standing = found.flatMap((finding) => {
    const stage = stageOn(finding.stages, today);
    return stage && stage.severity !== 'over' ? [{ finding, stage }] : [];
  });
  return {
    alerts: standing
      .flatMap(({ finding, stage: { from: since, severity } }) =>
        severity === 'task' || severity === 'over' ? [] : [alertOf(facts, finding, severity, since)],
      )
      .sort(byKey(({ rule, subject }) => `${rule.padStart(3)} ${subject}`)),
    tasks: standing
      .flatMap(({ finding }) => finding.tasks.map((task) => taskOf(facts, finding, task)))
      .sort(byKey(({ kind, subject }) => `${kind} ${subject}`)),
    nextChange: situation && nextChange(situation, found),
    satisfied: satisfiedTasks(facts, found),
    lastEvents: lastEvents(facts),
  };
};

/** What the rules are asked with; nothing for a case that has not begun or is closed. */
export const situationOn = (facts: Facts, today: PlainDate, holidays?: BankHolidays): Situation | undefined => {
  if (!facts.custody?.receivedOn || facts.custody.closed) return undefined;
  const on = onThatDay(today, holidays);
  const history = releaseHistory(facts, on);
  return { facts, on, history, release: expectedRelease(facts, on, history) };
};

/** Every finding about a woman, in whatever stage: also those that are still to come. */
export const findings = (situation: Situation): readonly Finding[] => {
  const { facts } = situation;
  const ofToday = rules.flatMap((rule) => rule(situation));
  const first = [...ofToday, ...releaseDateMoved(situation, ofToday, askedBefore(situation))];
  const moved = afterMove(situation, first);
  return [
    ...first.map((finding) => ({ ...finding, tasks: finding.tasks.map((task) => atItsPrison(facts, task, moved)) })),
    ...movedPrison(situation, moved),
    ...noNoticeRelease(situation, first),
  ];
};

const askedBefore =
  ({ facts, on: { holidays } }: Situation): AskedBefore =>
  (history, day) => {
    const on = onThatDay(day, holidays);
    const release = expectedRelease(facts, on, history);
    return rules.flatMap((rule) => rule({ facts, on, history, release }));
  };

/** A task of prison staff is the new prison's once they have accepted it, and the old one's until then. */
const atItsPrison = (facts: Facts, task: FindingTask, moved: AfterMove | undefined): FindingTask => {
  if (!task.owner.startsWith('prison-')) return task;
  const waiting = moved?.open.some(({ thing }) => thing === task.kind);
  return { ...task, prison: waiting ? moved?.move.from : facts.custody?.prison };
};

const alertOf = (facts: Facts, finding: Finding, severity: Severity, since: PlainDate): StandingAlert => ({
  rule: finding.rule,
  ruleVersion,
  subject: finding.subject,
  severity,
  audience: audienceAfterHandOver(facts, finding),
  facts: finding.facts,
  sources: finding.sources,
  source: finding.sources.map(sourceInWords).join('\n'),
  due: finding.due,
  since,
  compressed: finding.compressed,
});

const taskOf = (facts: Facts, finding: Finding, task: FindingTask): OpenTask => {
  const handed = facts.readiness?.handedOver[taskKey(task)];
  const owner = handed?.to ?? task.owner;
  return {
    kind: task.kind,
    subject: task.subject,
    rule: finding.rule,
    owner,
    watchers: finding.audience.filter((audience) => audience !== owner),
    prison: handed ? handed.prison : task.prison,
    due: task.due,
    compressed: finding.compressed,
    opened: finding.stages[0]?.from ?? task.due ?? finding.due ?? unreachable(finding),
  };
};

const unreachable = ({ rule }: Finding): never => {
  throw new Error(`${rule} found something without saying from when.`);
};

/** Whoever took over its one task owns the alert too; the one who had it watches. */
const audienceAfterHandOver = (facts: Facts, { audience, tasks }: Finding): readonly Audience[] => {
  const [task] = tasks;
  const handed = tasks.length === 1 && task ? facts.readiness?.handedOver[taskKey(task)] : undefined;
  return handed ? [handed.to, ...audience.filter((one) => one !== handed.to)] : audience;
};

const byKey =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : 1;

const nextChange = ({ release, on: { today } }: Situation, found: readonly Finding[]): PlainDate | undefined => {
  // "Never before today": T moves on with every day that nobody records her release, and begins to on the day after it.
  const moves = release && !release.released ? [release.day.add(calendarDays(1))] : [];
  const stages = found.flatMap((finding) => [...finding.stages.map(({ from }) => from), finding.until]);
  return [...moves, ...stages, nextLimitChange(today)]
    .flatMap((day) => (day && isAfter(day, today) ? [day] : []))
    .reduce<PlainDate | undefined>((first, day) => (first ? earlierOf(first, day) : day), undefined);
};
