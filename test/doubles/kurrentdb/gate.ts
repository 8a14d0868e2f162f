import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The network before a node: every byte goes through it, so that a test can break, hold up and refuse real connections. It knows
 * nothing of the protocol.
 */
export class Gate {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly lost = new Set<readonly [Socket, Socket]>();
  private isHeldUp = false;
  private latestMs = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param behind the port of what stands behind it, on this machine or on another. */
  static async open(behind: number, host = '127.0.0.1'): Promise<Gate> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gate = new Gate(server, (server.address() as AddressInfo).port);
    server.on('connection', (outside) => gate.join(outside, connect(behind, host)));
    return gate;
  }

  /** Every connection ends at once, without a word. @returns how many there were. */
  breakAll(): number {
    const standing = [...this.pairs].filter((pair) => pair.every(({ destroyed }) => !destroyed));
    for (const pair of standing) for (const socket of pair) socket.resetAndDestroy();
    return standing.length;
  }

  /** What passes is late from now on, up to so many milliseconds and each time another number; what a connection carries keeps its order. */
  delay(latestMs: number): void {
    this.latestMs = latestMs;
  }

  /** Nothing passes any more and nothing breaks: the cable is cut somewhere far away. */
  holdUp(): void {
    this.isHeldUp = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** The connections there are pass nothing any more, for good, and none of them breaks; those that come after them do. */
  lose(): void {
    for (const pair of this.pairs) {
      this.lost.add(pair);
      for (const socket of pair) socket.pause();
    }
  }

  letThrough(): void {
    this.isHeldUp = false;
    for (const pair of this.pairs) if (!this.lost.has(pair)) for (const socket of pair) socket.resume();
  }

  /** Nobody is let in: the port is closed until `reopen`. */
  async shut(): Promise<void> {
    this.breakAll();
    this.server.close();
    await once(this.server, 'close');
  }

  async reopen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.shut();
  }

  private async someTime(): Promise<void> {
    if (this.latestMs > 0) await wait(Math.random() * this.latestMs);
  }

  private join(outside: Socket, inside: Socket): void {
    const pair = [outside, inside] as const;
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      this.lost.delete(pair);
      outside.destroy();
      inside.destroy();
    };
    for (const [from, to] of [pair, [inside, outside] as const]) {
      from.setNoDelay(true);
      from.on('error', end).on('close', end);
      const goOn = (): void => {
        if (!this.isHeldUp && !this.lost.has(pair)) from.resume();
      };
      let passed = Promise.resolve();
      from.on('data', (bytes: Buffer) => {
        from.pause();
        passed = passed.then(() => this.someTime()).then(() => void (to.write(bytes) && goOn()));
      });
      to.on('drain', goOn);
      if (this.isHeldUp) from.pause();
    }
  }
}
