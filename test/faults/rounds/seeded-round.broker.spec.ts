import { type Outcome, playRound } from './round';

jest.setTimeout(300_000);

/** Each kind of fault comes once in this time, where the machine has nothing else to do. */
const seconds = 20;

/** At once, and past Jest, which keeps what it is told until the file is done: a round that does not end has shown what was drawn. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

describe('a round of faults, drawn from a seed', () => {
  const ending = new AbortController();
  let playing: Promise<Outcome> | undefined;
  // One that takes too long leaves nothing running.
  afterAll(async () => {
    ending.abort();
    await playing;
  });

  it('breaks no promise', async () => {
    const seed = Number(process.env.FAULT_SEED ?? 1131);
    say(`FAULT_SEED=${seed}`);
    playing = playRound({ seed, seconds, say, signal: ending.signal });
    const outcome = await playing;
    if (outcome.said) say(outcome.said);
    expect(outcome.broken).toBeUndefined();
  });
});
