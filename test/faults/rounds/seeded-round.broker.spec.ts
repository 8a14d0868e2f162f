import { playRound } from './round';

jest.setTimeout(300_000);

/** Each kind of fault comes once in this time, where the machine has nothing else to do. */
const seconds = 20;

describe('a round of faults, drawn from a seed', () => {
  it('breaks no promise', async () => {
    const seed = Number(process.env.FAULT_SEED ?? 1131);
    const lines = [`FAULT_SEED=${seed}`];
    const outcome = await playRound({ seed, seconds, say: (line) => lines.push(line) });
    console.log([...lines, outcome.said].join('\n'));
    expect(outcome.broken).toBeUndefined();
  });
});
