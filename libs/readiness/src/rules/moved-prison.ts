import { isAfter, workingDaysAfter, type PlainDate } from '@ttg/calendar';
import type { PrisonId } from '@ttg/reference';
import type { Audience } from '../events';
import { taskKey, type Facts } from '../facts';
import type { Finding, FindingTask, Situation } from './finding';
import { day, learnedOn } from './on-that-day';
import { referralsOf, isLive } from './referrals';
import { alertFrom } from './stages';

/** Tasks that belong to the staff of a prison: when she moves, somebody there takes each of them on. */
const prisonBound = new Set([
  'find-accommodation',
  'make-duty-to-refer',
  'arrange-gp',
  'sort-medicines',
  'prepare-for-court-release',
]);
const ofPrison = new Set<Audience>(['prison-resettlement', 'prison-healthcare']);

/** What the new prison has not accepted yet, of the last move. */
export interface AfterMove {
  readonly move: { readonly on: PlainDate; readonly learned: PlainDate; readonly from: PrisonId };
  readonly open: readonly { readonly thing: string; readonly task: FindingTask }[];
}

/**
 * What was under way on the day of the move and still is. Her agreements, the duty to refer and the council's clocks are no
 * part of it: they go with her.
 */
export const afterMove = ({ facts }: Situation, others: readonly Finding[]): AfterMove | undefined => {
  const last = facts.custody?.moves.at(-1);
  if (!last || facts.custody?.released) return undefined;
  const move = { on: day(last.on), learned: learnedOn(last.at), from: last.from };
  const open = [...tasksUnderWay(others, move.learned), ...councilLines(facts, move.learned)]
    .map(({ thing, owner }) => ({
      thing,
      task: { kind: 'accept-after-move' as const, subject: `${last.on}:${thing}`, owner, prison: last.to },
    }))
    .filter(({ task }) => !facts.readiness?.accepted[taskKey(task)] && !facts.readiness?.done[taskKey(task)]);
  return { move, open };
};

interface Thing {
  readonly thing: string;
  readonly owner: Audience;
}

const tasksUnderWay = (others: readonly Finding[], movedOn: PlainDate): readonly Thing[] =>
  others
    .filter(({ stages }) => stages[0] !== undefined && !isAfter(stages[0].from, movedOn))
    .flatMap(({ tasks }) => tasks)
    .filter(({ kind, owner }) => prisonBound.has(kind) && ofPrison.has(owner))
    .map(({ kind, owner }) => ({ thing: kind, owner }));

/** The council's way to reach her ran through the old prison. */
const councilLines = (facts: Facts, movedOn: PlainDate): readonly Thing[] => {
  const sent = referralsOf(facts).filter(
    (referral) => isLive(referral) && referral.made && !isAfter(learnedOn(referral.made.at), movedOn),
  );
  const slot = sent.some(
    ({ slot: booked }) =>
      booked && !isAfter(learnedOn(booked.at), movedOn) && isAfter(learnedOn(booked.slotAt), movedOn),
  );
  return [
    ...(sent.length > 0 ? [{ thing: 'contact-route', owner: 'prison-resettlement' as const }] : []),
    ...(slot ? [{ thing: 'call-slot', owner: 'prison-resettlement' as const }] : []),
  ];
};

/** G22: she moved, and the new prison has not accepted what was under way. */
export const movedPrison = (situation: Situation, moved: AfterMove | undefined): readonly Finding[] => {
  if (!moved || moved.open.length === 0) return [];
  const { facts, on } = situation;
  const acceptance = on.limit('transfer.acceptance');
  const due = workingDaysAfter(moved.move.on, acceptance.value, on.holidays);
  const things = moved.open.map(({ thing }) => thing);
  const council = things.some((thing) => thing === 'contact-route' || thing === 'call-slot');
  return [
    {
      rule: 'G22',
      subject: moved.move.on.toString(),
      stages: alertFrom(moved.move.learned),
      audience: [
        'prison-resettlement',
        ...(moved.open.some(({ task }) => task.owner === 'prison-healthcare') ? (['prison-healthcare'] as const) : []),
        'probation-practitioner',
        ...(council ? (['council-housing'] as const) : []),
      ],
      facts: { from: moved.move.from, to: facts.custody?.prison ?? null, toAccept: things.join(', ') },
      sources: [acceptance.source],
      due,
      compressed: false,
      tasks: moved.open.map(({ task }) => ({ ...task, due })),
    },
  ];
};
