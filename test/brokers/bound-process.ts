import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

// When whoever started it is gone, however it ended, the pipe closes, and the server ends with it: nothing is left running.
const script = '"$@" >&2 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait $!';

/** A program of others in a process of its own, which never outlives us. */
export class BoundProcess {
  private constructor(
    private readonly shell: ChildProcess,
    private readonly pid: number,
    private readonly said: () => string,
  ) {}

  /** @param command the program and what it is told @param folder what it writes beside itself goes here */
  static async start(command: readonly string[], folder: string): Promise<BoundProcess> {
    const shell = spawn('sh', ['-c', script, 'sh', ...command], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    shell.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    const lines = createInterface(shell.stdout);
    const [pid] = (await once(lines, 'line')) as [string];
    lines.close();
    return new BoundProcess(shell, Number(pid), () => said);
  }

  /** @throws Error with what it said last, if it has ended by itself */
  check(): void {
    if (!this.isAlive()) throw new Error(`The server has ended:\n${this.said()}`);
  }

  /** Ends it in order, or after a while in any way. */
  async stop(patienceMs: number): Promise<void> {
    this.signal('SIGTERM');
    const deadline = performance.now() + patienceMs;
    while (this.isAlive() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.end();
  }

  /** The power goes. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.end();
  }

  /** Neither dead nor alive: it answers nothing and its connections stay open. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  private async end(): Promise<void> {
    if (this.shell.exitCode !== null || this.shell.signalCode !== null) return;
    const ended = once(this.shell, 'exit');
    this.shell.stdin?.end();
    await ended;
  }

  private isAlive(): boolean {
    return this.signal(0);
  }

  private signal(signal: NodeJS.Signals | 0): boolean {
    try {
      return process.kill(this.pid, signal);
    } catch {
      return false;
    }
  }
}
