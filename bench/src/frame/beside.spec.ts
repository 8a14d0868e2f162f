import { beside } from './beside';
import { timesBaseline } from './figure';
import { hold } from './rounds';

describe('a work beside its rivals', () => {
  const sample = (value: number) => async (): Promise<number> => value;
  const work = { work: 'append', unit: 'events/s', sample: sample(60) };

  it('has a line for each of them, and one of its own name for the plain one', async () => {
    const rivals = [
      { sample: sample(100), goal: timesBaseline(0.5) },
      { name: 'Emmett', sample: sample(20), goal: timesBaseline(4) },
    ];
    expect(await hold(beside({ ...work, rivals }), 1, () => undefined)).toMatchObject([
      { work: 'append', value: 60, baseline: 100, ratio: 0.6, met: true },
      { work: 'append, beside Emmett', value: 60, baseline: 20, ratio: 3, met: false },
    ]);
  });
});
