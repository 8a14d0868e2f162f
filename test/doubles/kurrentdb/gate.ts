import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The network before a node: every byte goes through it, so that a test can break, hold up and refuse real connections. It knows
 * nothing of the protocol.
 */
export class Gate {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly lost = new Set<readonly [Socket, Socket]>();
  private isHeldUp = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param behind the port of what stands behind it. */
  static async open(behind: number): Promise<Gate> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gate = new Gate(server, (server.address() as AddressInfo).port);
    server.on('connection', (outside) => gate.join(outside, connect(behind, '127.0.0.1')));
    return gate;
  }

  /** Every connection ends at once, without a word. */
  breakAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
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
      from.on('data', (bytes: Buffer) => {
        if (!to.write(bytes)) from.pause();
      });
      to.on('drain', () => {
        if (!this.isHeldUp && !this.lost.has(pair)) from.resume();
      });
      if (this.isHeldUp) from.pause();
    }
  }
}
