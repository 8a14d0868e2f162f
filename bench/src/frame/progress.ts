import { Presets, SingleBar } from 'cli-progress';

/** How far the whole run is. */
export interface Progress {
  /** What is being done now. */
  says(what: string): void;
  /** One more step is done. */
  step(): void;
  end(): void;
}

/** A bar on a terminal; elsewhere a line whenever something else begins. Both on stderr, so that the table stands alone. */
export const progress = (steps: number): Progress => (process.stderr.isTTY ? barOf(steps) : linesOf());

const barOf = (steps: number): Progress => {
  const format = '[{bar}] {percentage}% {duration_formatted}  {what}';
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(steps, 0, { what: '' });
  // A step can take long: the time moves on meanwhile.
  const tick = setInterval(() => bar.updateETA(), 500);
  return {
    says: (what) => bar.update({ what }),
    step: () => bar.increment(),
    end: () => {
      clearInterval(tick);
      bar.stop();
    },
  };
};

const linesOf = (): Progress => ({
  says: (what) => void process.stderr.write(`${what}\n`),
  step: () => undefined,
  end: () => undefined,
});
