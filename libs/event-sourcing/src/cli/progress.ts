import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** @param total as far as it is known now; it may grow. */
  to(done: number, total: number): void;
  end(): void;
}

const noBar: Progress = { to: () => undefined, end: () => undefined };

/** A bar on a terminal; nothing where the output goes to a file or a program. It is written to stderr. */
export const progressBar = (what: string, unit: string): Progress => {
  if (!process.stderr.isTTY) return noBar;
  const format = `${what} [{bar}] {percentage}% {value}/{total} ${unit}, {duration_formatted}`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  // Drawn when there is something to tell: nothing of nothing would be shown as all of it.
  return {
    to: (done, total) => {
      if (!bar.isActive) bar.start(total, done);
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
};

/** A bar for work that prints as it goes: only where that goes elsewhere, or the two would run into each other. */
export const progressBarBesideOutput = (what: string, unit: string): Progress =>
  process.stdout.isTTY ? noBar : progressBar(what, unit);
