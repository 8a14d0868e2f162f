import type { Figure } from './figure';
import { mean, median } from './statistics';

/** Takes one sample, in the unit of the figure it is for. */
export type Sampler = () => Promise<number>;

/** Works that are measured beside each other. */
export interface Contest<Name extends string = string> {
  /** By name, in the order of the first round. */
  readonly samplers: Readonly<Record<Name, Sampler>>;
  /** Passes of a round, whose mean is its sample: where a sample is short, and the disk is now slow and now fast. Default: 1. */
  readonly slices?: number;
  /** Whether a round is held that does not count, where the processes have not yet done for long what is measured. */
  readonly warmsUp?: boolean;
  /** @param medianOf the median of a sampler over all rounds. */
  readonly figures: (medianOf: (name: Name) => number) => readonly Figure[];
  /** Leaves the machine to the next. */
  readonly end?: () => Promise<void>;
}

/**
 * Takes every sample once a round, so that what disturbs the machine for a while disturbs all of them; each second pass goes
 * backwards, so that none always comes after the same neighbour. A contest with slices makes several such passes a round.
 * @param onPass told after every pass how much is done, from 0 to 1.
 */
export const hold = async <Name extends string>(
  { samplers, slices = 1, warmsUp = false, figures, end }: Contest<Name>,
  rounds: number,
  onPass: (done: number) => void,
): Promise<readonly Figure[]> => {
  const names = Object.keys(samplers) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  const uncounted = warmsUp ? 1 : 0;
  const all = uncounted + rounds;
  try {
    for (let round = 0; round < all; round += 1) {
      const taken = new Map<Name, number[]>(names.map((name) => [name, []]));
      for (let slice = 0; slice < slices; slice += 1) {
        const pass = round * slices + slice;
        await takeAll(samplers, pass % 2 === 0 ? names : names.toReversed(), taken);
        onPass((pass + 1) / (all * slices));
      }
      if (round < uncounted) continue;
      for (const [name, values] of taken) samples.get(name)?.push(mean(values));
    }
    return figures((name) => median(samples.get(name) ?? []));
  } finally {
    await end?.();
  }
};

const takeAll = async <Name extends string>(
  samplers: Contest<Name>['samplers'],
  names: readonly Name[],
  taken: ReadonlyMap<Name, number[]>,
): Promise<void> => {
  for (const name of names) taken.get(name)?.push(await samplers[name]());
};
