import { calendarDays, daysBetween, isAfter, isBefore, type PlainDate, type Source } from '@ttg/calendar';
import type { Audience, TaskKind } from '../events';
import { taskKey, type Facts } from '../facts';
import { brokenBy, type DateMove } from './broken-arrangements';
import { dueDaysMoved, type AskedBefore } from './due-days-moved';
import type { Finding, FindingTask, Situation, Stage } from './finding';
import { needsHealthcare } from './health-needs';
import type { ReleaseKnown } from './release-history';
import { sentBy } from './referrals';

/**
 * G8 and G9: her release day moved, and everyone who works towards it has to be told. All changes of one day are one notice,
 * kept until each of them was told. A first date is no change.
 * @param others what the other rules find today
 * @param askedBefore what they would have found by an earlier history of her release day
 */
export const releaseDateMoved = (
  situation: Situation,
  others: readonly Finding[],
  askedBefore: AskedBefore,
): readonly Finding[] =>
  situation.facts.custody?.released
    ? []
    : moves(situation.history).flatMap((move) =>
        notice(situation, move, () => dueDaysMoved(situation, move.on, others, askedBefore)),
      );

/** The days on which T moved, by what was known in the evening. */
export const moves = (history: readonly ReleaseKnown[]): readonly DateMove[] => {
  const found: DateMove[] = [];
  let before: PlainDate | undefined;
  let withdrawn = false;
  for (const { from, planned, dateMoved } of history) {
    const moved = planned ? !before?.equals(planned) : !withdrawn;
    if (before && dateMoved && moved) found.push({ on: from, before, after: planned });
    before = planned ?? before;
    withdrawn = planned === undefined;
  }
  return found;
};

const notice = (situation: Situation, move: DateMove, dueMoved: () => string): readonly Finding[] => {
  const { facts, on, release } = situation;
  const nearer = move.after !== undefined && isBefore(move.after, move.before);
  const kind: TaskKind = nearer ? 'tell-of-earlier-date' : 'tell-of-later-date';
  const broken = brokenBy(facts, move, release?.planned);
  const owners = whoMustBeTold(facts, move.on);
  const tasks = owners.map((owner): FindingTask => ({ kind, subject: `${move.on.toString()}:${owner}`, owner }));
  const open = tasks.filter((task) => !facts.readiness?.done[taskKey(task)]);
  // A later date is settled when they were told and what it broke was made good; an earlier one leaves that to other rules.
  if (open.length === 0 && (nearer || broken.length === 0)) return [];
  return [
    {
      rule: nearer ? 'G8' : 'G9',
      subject: move.on.toString(),
      stages: nearer ? stagesOfNearer(situation, move, broken.length > 0) : stagesOfLater(move, broken.length > 0),
      audience: owners,
      facts: { ...daysOf(move), broken: broken.join(', '), dueMoved: dueMoved() },
      sources: nearer ? [on.limit('releaseDate.nearer').source, on.limit('releaseDate.near').source] : [laterSource],
      compressed: false,
      tasks: open,
    },
  ];
};

const daysOf = ({ before, after }: DateMove) => ({
  before: before.toString(),
  after: after?.toString() ?? null,
  days: after ? Math.abs(daysBetween(before, after)) : null,
});

const laterSource: Source = {
  ref: 'G9',
  words:
    'A later day, or none, leaves beds and appointments that begin too early: they are re-dated, and all are told.',
  confidence: 'design',
};

const stagesOfNearer = (
  { on, release }: Situation,
  { on: from, before, after }: DateMove,
  broke: boolean,
): readonly Stage[] => {
  const farEnough = after !== undefined && daysBetween(after, before) >= on.limit('releaseDate.nearer').value;
  if (farEnough || broke) return [{ from, severity: 'A' }];
  const near = release?.day.subtract(calendarDays(on.limit('releaseDate.near').value));
  if (near && !isAfter(near, from)) return [{ from, severity: 'A' }];
  const aware: Stage = { from, severity: 'B' };
  return near ? [aware, { from: near, severity: 'A' }] : [aware];
};

const stagesOfLater = ({ on: from }: DateMove, broke: boolean): readonly Stage[] => [
  { from, severity: broke ? 'A' : 'B' },
];

/** Each owner of something that is under way; the council where a referral was with it when the date moved. */
const whoMustBeTold = (facts: Facts, movedOn: PlainDate): readonly Audience[] => [
  'prison-resettlement',
  'probation-practitioner',
  ...(needsHealthcare(facts) ? (['prison-healthcare'] as const) : []),
  ...(sentBy(facts, movedOn) ? (['council-housing'] as const) : []),
];
