import { Presets, SingleBar } from 'cli-progress';

/** How far the whole run is. */
export interface Progress {
  /**
   * Begins the next part of the run.
   * @param share of the whole, as long as it is expected to take.
   * @returns to be told how much of this part is done, from 0 to 1.
   */
  part(what: string, share: number): (done: number) => void;
  end(): void;
}

/**
 * A bar on a terminal; elsewhere a line for each part. Both on stderr, so that the table stands alone on stdout.
 * @param whole what the shares of all parts come to
 */
export const progress = (whole: number): Progress => (process.stderr.isTTY ? bar(whole) : lines());

const bar = (whole: number): Progress => {
  const format = '[{bar}] {percentage}%  {elapsed}  {what}';
  const drawn = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  const began = performance.now();
  let [before, share, what] = [0, 0, ''];
  const draw = (done: number): void =>
    drawn.update(Math.min((before + share * done) / whole, 1) * 100, { what, elapsed: elapsed(began) });
  drawn.start(100, 0, { what, elapsed: elapsed(began) });
  return {
    part: (next, nextShare) => {
      [before, share, what] = [before + share, nextShare, next];
      draw(0);
      return draw;
    },
    end: () => drawn.stop(),
  };
};

const elapsed = (began: number): string => {
  const seconds = Math.round((performance.now() - began) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const lines = (): Progress => ({
  part: (what) => {
    process.stderr.write(`${what}\n`);
    return () => undefined;
  },
  end: () => undefined,
});
