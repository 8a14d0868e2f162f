import { atLeast, atMost, figure, noMoreThanTimesBaseline, timesBaseline } from './figure';

const measured = { work: 'replay', unit: 'events/s' };

describe('a figure', () => {
  it('beside a baseline has a ratio, and meets a goal that is a share of it', () => {
    const goal = timesBaseline(0.5);
    expect(figure({ ...measured, value: 60, baseline: 100, goal })).toEqual({
      ...measured,
      value: 60,
      baseline: 100,
      ratio: 0.6,
      goal: '≥ 0.5 × baseline',
      met: true,
    });
    expect(figure({ ...measured, value: 49, baseline: 100, goal })).toMatchObject({ ratio: 0.49, met: false });
  });

  it('may cost no more than so much of its baseline', () => {
    const goal = noMoreThanTimesBaseline(1.25);
    expect(figure({ ...measured, value: 125, baseline: 100, goal }).met).toBe(true);
    expect(figure({ ...measured, value: 126, baseline: 100, goal }).met).toBe(false);
  });

  it('may stand for itself', () => {
    const goal = atMost(250, 'ms');
    expect(figure({ ...measured, value: 250, goal })).toMatchObject({ baseline: null, ratio: null, met: true });
    expect(figure({ ...measured, value: 251, goal }).met).toBe(false);
  });

  it('may have to reach so much', () => {
    const goal = atLeast(5_000, 'events/s');
    expect(figure({ ...measured, value: 5_000, goal })).toMatchObject({ goal: '≥ 5,000 events/s', met: true });
    expect(figure({ ...measured, value: 4_999, goal }).met).toBe(false);
  });

  it('without a goal meets none and misses none', () =>
    expect(figure({ ...measured, value: 1 })).toMatchObject({ goal: null, met: null }));
});
