import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** @param total as far as it is known now; it may grow. */
  to(done: number, total: number): void;
  end(): void;
}

/** A bar on a terminal; nothing where the output goes to a file or a program. It is written to stderr. */
export const progressBar = (what: string, unit: string): Progress => {
  if (!process.stderr.isTTY) return { to: () => undefined, end: () => undefined };
  const format = `${what} [{bar}] {percentage}% {value}/{total} ${unit}, {duration_formatted}`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  bar.start(0, 0);
  return {
    to: (done, total) => {
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
};
