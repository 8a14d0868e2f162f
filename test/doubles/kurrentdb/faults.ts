import type { Metadata } from '@grpc/grpc-js';
import { setTimeout as wait } from 'node:timers/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { rpcErrors } from './rpc-errors';

/** A subscription is a Read of the protocol, and to a test a thing of its own. */
export type Method = 'append' | 'read' | 'subscribe';

/** What goes wrong with a call. `written`: whether an append is carried out although the client does not hear of it. */
export type Fault =
  /** The node is starting, or has too much to do: it says so and does nothing. */
  | { readonly kind: 'not-ready' | 'too-busy' }
  /** The user may not do this, or may not any more. */
  | { readonly kind: 'denied' }
  /** The node is a follower; it names the leader to whoever asks for it (ServiceBase.cs, GetRequiresLeader). */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** The node gave up waiting for its own disk or for its followers. */
  | { readonly kind: 'timeout'; readonly written: boolean }
  /** The node is shut down while it has the append in hand. */
  | { readonly kind: 'shutting-down'; readonly written: boolean }
  /** The connection breaks before the answer. */
  | { readonly kind: 'dropped'; readonly written: boolean }
  /** No answer ever comes: the client's deadline ends the call. */
  | { readonly kind: 'silent'; readonly written: boolean }
  /** An append is carried out, and its answer does not say where (Streams.Append.cs: where the commit position is -1). */
  | { readonly kind: 'no-position' }
  /** The answer comes late. Milliseconds. An append is carried out late too, unless it is `writtenAtOnce`. */
  | { readonly kind: 'late'; readonly ms: number; readonly writtenAtOnce?: boolean }
  /** After so many messages of a read or a subscription nothing comes for so long. */
  | { readonly kind: 'stalled-after'; readonly messages: number; readonly ms: number }
  /** The connection breaks after so many messages of a read or a subscription. */
  | { readonly kind: 'dropped-after'; readonly messages: number }
  /** The node tells that a subscription has caught up when it has not: it is behind the others and does not know it. */
  | { readonly kind: 'caught-up-early' }
  /** The node ends a subscription, as it does when it is shut down. */
  | { readonly kind: 'shut-down-after'; readonly messages: number };

/** The faults that tests have ordered, each for the next call of its kind. */
export class Faults {
  private readonly ordered: { readonly method: Method; readonly fault: Fault }[] = [];
  private readonly standing = new Map<Method, Fault>();
  /** How many calls of each kind have come. */
  readonly calls: Record<Method, number> = { append: 0, read: 0, subscribe: 0 };

  /** The next call of this kind has this fault; the one after that the next that was ordered. */
  next(method: Method, ...faults: readonly Fault[]): void {
    this.ordered.push(...faults.map((fault) => ({ method, fault })));
  }

  /** Every call of this kind has this fault, until `clear`. */
  always(method: Method, fault: Fault): void {
    this.standing.set(method, fault);
  }

  clear(): void {
    this.ordered.splice(0);
    this.standing.clear();
  }

  /** The fault of a call that has just come. */
  take(method: Method): Fault | undefined {
    this.calls[method] += 1;
    const index = this.ordered.findIndex((order) => order.method === method);
    if (index >= 0) return this.ordered.splice(index, 1)[0]?.fault;
    return this.standing.get(method);
  }
}

/** What the server says before it has done anything, if the fault is one of those. */
export const refusalOf = (fault: Fault | undefined, headers: Metadata) => {
  switch (fault?.kind) {
    case 'not-ready':
      return rpcErrors.serverNotReady();
    case 'too-busy':
      return rpcErrors.serverBusy();
    case 'denied':
      return rpcErrors.accessDenied();
    case 'not-leader':
      return headers.get('requires-leader')[0] === 'true' ? rpcErrors.notLeader(fault.host, fault.port) : undefined;
    default:
      return undefined;
  }
};

/** A while that is another for each call: what one process asks for first another may get first. */
export const someTime = async (longestMs: number): Promise<void> => {
  if (longestMs > 0) await wait(Math.random() * longestMs);
  else await turn();
};
