import type { Figure } from './figure';
import { median } from './statistics';

/** Takes one sample, in the unit of the figure it is for. */
export type Sampler = () => Promise<number>;

/** Works that are measured beside each other. */
export interface Contest<Name extends string = string> {
  /** By name, in the order of the first round. */
  readonly samplers: Readonly<Record<Name, Sampler>>;
  /** @param medianOf the median of a sampler over all rounds. */
  readonly figures: (medianOf: (name: Name) => number) => readonly Figure[];
  /** Leaves the machine to the next. */
  readonly end?: () => Promise<void>;
}

/**
 * Takes every sample once a round, so that what disturbs the machine for a while disturbs all of them; each second round goes
 * backwards, so that none always comes after the same neighbour.
 * @param onSample called after every sample.
 */
export const hold = async <Name extends string>(
  { samplers, figures, end }: Contest<Name>,
  rounds: number,
  onSample: () => void,
): Promise<readonly Figure[]> => {
  const names = Object.keys(samplers) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        samples.get(name)?.push(await samplers[name]());
        onSample();
      }
    }
    return figures((name) => median(samples.get(name) ?? []));
  } finally {
    await end?.();
  }
};
