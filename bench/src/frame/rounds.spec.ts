import { figure } from './figure';
import { hold } from './rounds';

describe('a contest', () => {
  const contest = (taken: string[], end = async (): Promise<void> => undefined) => {
    const values = { ours: [7, 100, 8], plain: [10, 11, 1] };
    const sampler = (name: keyof typeof values) => async (): Promise<number> => {
      taken.push(name);
      return values[name].shift() ?? NaN;
    };
    return {
      samplers: { ours: sampler('ours'), plain: sampler('plain') },
      figures: (medianOf: (name: 'ours' | 'plain') => number) => [
        figure({ work: 'append', value: medianOf('ours'), unit: 'events/s', baseline: medianOf('plain') }),
      ],
      end,
    };
  };

  it('is held in rounds, every second one backwards, and told in medians', async () => {
    const taken: string[] = [];
    const passes: number[] = [];
    const [outcome] = await hold(contest(taken), 3, (done) => passes.push(done));
    expect(taken).toEqual(['ours', 'plain', 'plain', 'ours', 'ours', 'plain']);
    expect(outcome).toMatchObject({ value: 8, baseline: 10, ratio: 0.8 });
    expect(passes).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('may take several slices a round, whose mean is the sample', async () => {
    const taken: string[] = [];
    const [outcome] = await hold({ ...contest(taken), slices: 3 }, 1, () => undefined);
    expect(taken).toEqual(['ours', 'plain', 'plain', 'ours', 'ours', 'plain']);
    expect(outcome).toMatchObject({ value: (7 + 100 + 8) / 3, baseline: (10 + 11 + 1) / 3 });
  });

  it('may have a round before those that count', async () => {
    const taken: string[] = [];
    const passes: number[] = [];
    const [outcome] = await hold({ ...contest(taken), warmsUp: true }, 2, (done) => passes.push(done));
    expect(taken).toHaveLength(6);
    expect(outcome).toMatchObject({ value: (100 + 8) / 2, baseline: (11 + 1) / 2 });
    expect(passes).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('is put away also when a sample fails', async () => {
    let ended = false;
    const broken = contest([], async () => void (ended = true));
    const samplers = { ...broken.samplers, plain: () => Promise.reject(new Error('The server is gone.')) };
    await expect(hold({ ...broken, samplers }, 3, () => undefined)).rejects.toThrow('The server is gone.');
    expect(ended).toBe(true);
  });
});
