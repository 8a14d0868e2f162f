import { OpenCaseFor } from '@ttg/custody/reception/commands';
import { RecordReturn } from '@ttg/custody/return/commands';
import { date } from '@ttg/calendar';
import type { Cohort } from '../cohort/cohort';
import type { Act } from '../lives/act';
import { type Day, dayNumbered, dayOf } from '../lives/days';
import { tell } from '../lives/tell';

/** What is recorded of one woman on one day, in order, each under a key of its own. */
export type HerDay = readonly { readonly key: string; readonly act: Act }[];

export interface ProgrammeDay {
  readonly day: Day;
  readonly women: readonly HerDay[];
  /** The cases that are opened on it. */
  readonly opened: readonly string[];
  /** Does anybody come back? */
  readonly returns: boolean;
}

/** Everything that will be recorded, for every day from the first to the last. Pure. */
export const programmeOf = (cohort: Cohort): readonly ProgrammeDay[] => {
  const [first, last] = [dayOf(date(cohort.from)), dayOf(date(cohort.to))];
  const days = Array.from({ length: last.number - first.number + 1 }, () => new Map<number, HerDay[number][]>());
  for (let woman = 0; woman < cohort.women; woman += 1) {
    tell(cohort, woman).forEach((act, index) => {
      const women = days[act.on.number - first.number];
      const hers = women?.get(woman) ?? [];
      hers.push({ key: `${woman}|${index}`, act });
      women?.set(woman, hers);
    });
  }
  return days.map((women, index) => ({
    day: dayNumbered(first.number + index),
    women: [...women.values()],
    opened: [...women.values()].flat().flatMap(({ act }) => caseOpenedBy(act) ?? []),
    returns: [...women.values()].flat().some(({ act }) => act.command instanceof RecordReturn),
  }));
};

const caseOpenedBy = ({ command }: Act): string | undefined => {
  if (command instanceof OpenCaseFor) return command.caseId;
  return command instanceof RecordReturn ? command.nextCaseId : undefined;
};
