/** One line of the outcome, and one element of the JSON. `work` is a stable name: tools compare runs by it. */
export interface Figure {
  readonly work: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, in the same unit; null where it stands for itself. */
  readonly baseline: number | null;
  /** value / baseline */
  readonly ratio: number | null;
  /** In words; null where none was set. */
  readonly goal: string | null;
  readonly met: boolean | null;
}

/** What a figure must reach. */
export interface Goal {
  readonly words: string;
  readonly holds: (figure: { readonly value: number; readonly ratio: number | null }) => boolean;
}

/** At least so many times the baseline. */
export const timesBaseline = (least: number): Goal => ({
  words: `≥ ${least} × baseline`,
  holds: ({ ratio }) => ratio !== null && ratio >= least,
});

/** At most so many times the baseline. */
export const noMoreThanTimesBaseline = (most: number): Goal => ({
  words: `≤ ${most} × baseline`,
  holds: ({ ratio }) => ratio !== null && ratio <= most,
});

export const atLeast = (least: number, unit: string): Goal => ({
  words: `≥ ${least.toLocaleString('en-GB')} ${unit}`,
  holds: ({ value }) => value >= least,
});

export const atMost = (most: number, unit: string): Goal => ({
  words: `≤ ${most} ${unit}`,
  holds: ({ value }) => value <= most,
});

interface Measured {
  readonly work: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly goal?: Goal;
}

/** @returns the line: what was measured held against its baseline and its goal. */
export const figure = ({ work, value, unit, baseline, goal }: Measured): Figure => {
  const ratio = baseline === undefined ? null : value / baseline;
  const met = goal ? goal.holds({ value, ratio }) : null;
  return { work, value, unit, baseline: baseline ?? null, ratio, goal: goal?.words ?? null, met };
};
