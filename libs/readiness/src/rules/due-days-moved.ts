import { isBefore, laterOf, type PlainDate } from '@ttg/calendar';
import { taskKey } from '../facts';
import type { Finding, FindingTask, Situation } from './finding';
import type { ReleaseKnown } from './release-history';
import { stageOn } from './stages';

/** What the rules, but those about the change itself, find by another history of her release day, on another day than today. */
export type AskedBefore = (history: readonly ReleaseKnown[], day: PlainDate) => readonly Finding[];

/** The open tasks whose due day moved with her release day, each with its new one: `arrange-gp 2027-03-10`. In a fixed order. */
export const dueDaysMoved = (
  { history, on }: Situation,
  movedOn: PlainDate,
  others: readonly Finding[],
  askedBefore: AskedBefore,
): string => {
  const before = new Map(
    // On that day and not today: what was due before does not change with the days that pass since.
    askedBefore(
      history.filter(({ from }) => isBefore(from, movedOn)),
      movedOn,
    )
      .flatMap(({ tasks }) => tasks)
      .map((task) => [taskKey(task), task.due]),
  );
  return others
    .filter(({ stages }) => stageOn(stages, on.today))
    .flatMap(({ tasks }) => tasks)
    .flatMap((task) => movedDue(task, before.get(taskKey(task)), movedOn))
    .sort()
    .join(', ');
};

/** A due day that lay behind her the moment it moved is that day: the time for it is short, and it is not overdue (D.2). */
const movedDue = ({ kind, due }: FindingTask, before: PlainDate | undefined, movedOn: PlainDate): readonly string[] =>
  before && due && !before.equals(due) ? [`${kind} ${laterOf(due, movedOn).toString()}`] : [];
