/** @returns the arithmetic mean; NaN of nothing. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns the middle one, or the mean of the two in the middle. @throws RangeError where there is none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('There is no median of nothing.');
  return (low + high) / 2;
};

/**
 * @param share from 0 to 1: 0.95 for the 95th percentile.
 * @returns the smallest value that this share of all values does not exceed. @throws RangeError where there is none.
 */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  if (found === undefined) throw new RangeError('There is no percentile of nothing.');
  return found;
};
