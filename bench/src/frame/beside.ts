import { figure, type Goal } from './figure';
import type { Contest, Sampler } from './rounds';

/** What a work is held against. */
export interface Rival {
  /** Stands in the name of the line, as `append, 1 writer, beside Emmett`; nothing for the one that the work itself is named with. */
  readonly name?: string;
  readonly sample: Sampler;
  readonly goal?: Goal;
}

export interface Work {
  readonly work: string;
  readonly unit: string;
  readonly sample: Sampler;
  readonly rivals: readonly Rival[];
  /** See `Contest`. */
  readonly slices?: number;
  readonly warmsUp?: boolean;
  readonly end?: () => Promise<void>;
}

/** One work of ours beside any number of rivals: a line for each pair, all of them measured in turns. */
export const beside = ({ work, unit, sample, rivals, slices, warmsUp, end }: Work): Contest => ({
  samplers: Object.fromEntries([
    [ours, sample],
    ...rivals.map(({ name = '', sample: theirs }) => [theirsIs(name), theirs] as const),
  ]),
  slices,
  warmsUp,
  end,
  figures: (of) =>
    rivals.map(({ name = '', goal }) =>
      figure({
        work: name === '' ? work : `${work}, beside ${name}`,
        value: of(ours),
        unit,
        baseline: of(theirsIs(name)),
        goal,
      }),
    ),
});

const ours = 'ours';
const theirsIs = (name: string): string => `theirs: ${name}`;
