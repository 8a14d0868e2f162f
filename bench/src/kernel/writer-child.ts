import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a process of writers is asked for; it answers with events a second. */
export interface Turn {
  readonly milliseconds: number;
  readonly writers: number;
  /** One of the works that the process knows, where it knows several. */
  readonly work?: string;
}

/** A process of writers with a store and connections of its own, that writes when it is told to. */
export class WriterChild {
  private constructor(private readonly child: ChildProcess) {}

  /** @param entry the file of the process, beside this one, without its extension. */
  static start(entry: string, url: string, environment: NodeJS.ProcessEnv = {}): WriterChild {
    const options = { execArgv: ['--enable-source-maps'], env: { ...process.env, ...environment } };
    return new WriterChild(fork(join(__dirname, `${entry}.js`), [url], options));
  }

  /** @returns events a second. @throws Error where the process ended. */
  async turn(wanted: Turn): Promise<number> {
    this.child.send(wanted);
    const ending = new AbortController();
    try {
      const [rate] = (await Promise.race([
        once(this.child, 'message', { signal: ending.signal }),
        once(this.child, 'exit', { signal: ending.signal }).then(([code]) => {
          throw new Error(`A process of writers ended with ${String(code)}.`);
        }),
      ])) as [number];
      return rate;
    } finally {
      ending.abort();
    }
  }

  async end(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}
