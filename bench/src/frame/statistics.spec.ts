import { median, percentile } from './statistics';

describe('a median', () => {
  it('is the middle one, in whatever order they come', () => expect(median([9, 1, 5])).toBe(5));
  it('of an even number is the mean of the two in the middle', () => expect(median([10, 1, 2, 4])).toBe(3));
  it('of nothing is refused', () => expect(() => median([])).toThrow(RangeError));
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is a value that was measured, which this share of all does not exceed', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([3, 1, 2], 0.99)).toBe(3);
  });
  it('of nothing is refused', () => expect(() => percentile([], 0.95)).toThrow(RangeError));
});
