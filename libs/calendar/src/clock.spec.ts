import { Temporal } from 'temporal-polyfill';
import { FixedClock, OffsetClock, SystemClock } from './clock';

describe('a fixed clock', () => {
  it('stands until it is set, and tells the date in London', () => {
    const clock = new FixedClock('2027-06-30T23:30:00Z');
    expect(clock.now().toString()).toBe('2027-06-30T23:30:00Z');
    expect(clock.today().toString()).toBe('2027-07-01');
    clock.set('2027-07-02T09:00:00Z');
    expect(clock.today().toString()).toBe('2027-07-02');
  });
});

describe('a clock with an offset', () => {
  it('is the real one until it is told otherwise', () =>
    expect(new OffsetClock(new FixedClock('2027-01-11T09:00:00Z')).now().toString()).toBe('2027-01-11T09:00:00Z'));

  it('runs ahead of the real one by the offset, and goes on with it', () => {
    const real = new FixedClock('2027-01-11T09:00:00Z');
    const clock = new OffsetClock(real);
    clock.setOffset(24 * 60 * 60 * 1000);
    expect(clock.today().toString()).toBe('2027-01-12');
    real.set('2027-01-12T10:00:00Z');
    expect(clock.now().toString()).toBe('2027-01-13T10:00:00Z');
    expect(clock.offset).toBe(86_400_000);
  });

  it.each([0.5, Number.NaN, Infinity])('refuses an offset of %s', (milliseconds) =>
    expect(() => new OffsetClock().setOffset(milliseconds)).toThrow(RangeError),
  );
});

it('the system clock tells real time', () => {
  const before = Temporal.Now.instant();
  const told = new SystemClock().now();
  expect(Temporal.Instant.compare(told, before)).toBeGreaterThanOrEqual(0);
  expect(Temporal.Instant.compare(told, Temporal.Now.instant())).toBeLessThanOrEqual(0);
});
