import { Logger } from '@nestjs/common';
import { Background, BackgroundLoops } from './background';

class Loop extends Background {
  constructor(
    loops: BackgroundLoops,
    readonly name: string,
    private readonly work: (signal: AbortSignal) => Promise<void>,
  ) {
    super(loops);
  }

  protected run(signal: AbortSignal): Promise<void> {
    return this.work(signal);
  }
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
const never = (): Promise<void> => new Promise(() => undefined);

describe('loops that go on beside the requests', () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  beforeEach(() => warned.mockClear());
  afterAll(() => warned.mockRestore());

  it('have finished what they had in hand when they have stopped', async () => {
    const loops = new BackgroundLoops();
    let finished = false;
    new Loop(loops, 'synthetic', async (signal) => {
      await untilAborted(signal);
      await Promise.resolve();
      finished = true;
    });
    loops.start();
    await loops.stop();
    expect(finished).toBe(true);
    expect(warned).not.toHaveBeenCalled();
  });

  it('are not waited for without an end: one that waits for somebody who does not answer is left, and named', async () => {
    const loops = new BackgroundLoops();
    new Loop(loops, 'one that stops', untilAborted);
    new Loop(loops, 'HMPPS queue', never);
    loops.start();
    await loops.stop(20);
    expect(warned.mock.calls).toEqual([
      ['HMPPS queue has not come to an end within 0.02 seconds, and is left as it is.'],
    ]);
  });
});
