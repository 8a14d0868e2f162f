import { date } from '@ttg/calendar';
import type { DomainEvent, EventMetadata, IsoDate, IsoInstant, Position, Recorded } from '@ttg/event-sourcing';
import type { GssCode, PrisonId } from '@ttg/reference';
import { reconcile, alerts, type AlertsState } from '../alerts';
import type { Audience, ReadinessEvent, TaskKind } from '../events';
import { taskAccepted, taskDone } from '../events';
import { evolveFacts, noFacts, type FactEvent, type Facts } from '../facts';
import { assess, type Assessment } from '../rules';

/** For specs: a synthetic case, recorded day by day. */

export const caseId = '00000000-0000-4000-8000-00000000c0de';
export const personId = '00000000-0000-4000-8000-0000000000aa';
export const on = (text: string): IsoDate => date(text).toString() as IsoDate;
export const at = (day: string, time = '10:00:00'): IsoInstant => `${day}T${time}Z` as IsoInstant;
export const prison = (id: string): PrisonId => id as PrisonId;
export const council = (code: string): GssCode => code as GssCode;

const prefixes: readonly (readonly [prefix: string, stream: string])[] = [
  ['custody.', 'custody'],
  ['housing.tenancy', 'accommodation'],
  ['housing.accommodation', 'accommodation'],
  ['housing.placement', 'accommodation'],
  ['housing.', 'dutyToRefer'],
  ['health.gp', 'gpRegistration'],
  ['health.', 'medicationHandover'],
  ['sharing.', 'sharing'],
  ['readiness.', 'readiness'],
];

/** The stream in which the contexts write an event of a case. */
export const streamOf = ({ type, data }: DomainEvent, ofCase = caseId): string => {
  const name = prefixes.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'other';
  const id = name === 'dutyToRefer' && 'referralId' in data ? String(data.referralId) : ofCase;
  return `${name}-${id}`;
};

let made = 0;

/** An event as the store gives it, learned on that day. */
export const recorded = <Event extends DomainEvent>(event: Event, day: string): Recorded<Event> => {
  made += 1;
  const metadata: EventMetadata = {
    caseId,
    personId,
    actor: { id: 'synthetic', role: 'prison-resettlement', organisation: 'BZI' },
    occurredAt: at(day),
    recordedAt: at(day),
    correlationId: 'synthetic',
  };
  return {
    ...event,
    id: `event-${String(made).padStart(6, '0')}`,
    version: 1,
    stream: streamOf(event),
    revision: made,
    position: String(made).padStart(6, '0') as Position,
    metadata,
  };
};

/** What happened to a woman, and what stands on any day of it. */
export class CaseRecord {
  private constructor(
    readonly events: readonly Recorded<FactEvent>[],
    readonly facts: Facts,
  ) {}

  static readonly empty = new CaseRecord([], noFacts);

  /** Events that the system learned on a day, in that order. */
  learned(day: string, ...events: readonly FactEvent[]): CaseRecord {
    const news = events.map((event) => recorded(event, day));
    return new CaseRecord([...this.events, ...news], news.reduce<Facts>(evolveFacts, this.facts));
  }

  assessed(day: string): Assessment {
    return assess(this.facts, date(day));
  }

  /** The alerts that stand on a day, as `G1 A`; with its subject where a rule has one. */
  standing(day: string): readonly string[] {
    return this.assessed(day).alerts.map(({ rule, severity, subject }) =>
      [rule, severity, subject].filter((word) => word !== '').join(' '),
    );
  }

  /** The tasks that are open on a day, as `arrange-gp`; with its subject where it has one. */
  tasks(day: string): readonly string[] {
    return this.assessed(day).tasks.map(({ kind, subject }) => (subject ? `${kind} ${subject}` : kind));
  }

  alert(day: string, rule: string) {
    return this.assessed(day).alerts.find((alert) => alert.rule === rule);
  }
}

/** Somebody at the new prison takes a task on. */
export const accepted = (subject: string, day: string) =>
  taskAccepted({ taskId: `task-${subject}`, caseId, kind: 'accept-after-move', subject, on: on(day) });

/** Somebody says that a task is done. */
export const doneByPerson = (kind: TaskKind, subject: string, day: string) =>
  taskDone({ taskId: `task-${kind}-${subject}`, caseId, kind, subject, how: 'person', on: on(day) });

/** Each owner was told of a date that moved. */
export const told = (
  kind: 'tell-of-earlier-date' | 'tell-of-later-date',
  movedOn: string,
  owner: Audience,
  day: string,
) => doneByPerson(kind, `${movedOn}:${owner}`, day);

/** The readiness stream after a sweep on that day. */
export const swept = (state: AlertsState, facts: Facts, day: string): AlertsState =>
  [reconcile(caseId, assess(facts, date(day)), date(day))(state)]
    .flat()
    .reduce<AlertsState>((before, event: ReadinessEvent) => alerts.evolve(before, event), state);

/** The alerts that stand in the stream. */
export const standingIn = (state: AlertsState): readonly string[] =>
  Object.values(state.alerts)
    .flatMap(({ key, standing }) => (standing ? [`${key.rule} ${standing.severity} ${key.subject}`.trim()] : []))
    .sort();
