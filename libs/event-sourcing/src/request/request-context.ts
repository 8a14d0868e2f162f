import { AsyncLocalStorage } from 'node:async_hooks';
import { v4, v5 } from 'uuid';
import type { Actor } from '../events/metadata';

/** The namespace of all ids derived from an idempotency scope. */
const namespace = '0d8f5d0e-7c3c-4c53-9a0e-2f7a53a3a7f1';

export interface RequestScope {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Actor, method, path and `Idempotency-Key` of a request that carries one. */
  readonly idempotencyScope?: string;
  /** The step it is done in, as a W3C `traceparent`, where traces are drawn. It is written nowhere. */
  readonly step?: string;
}

/** A request of somebody who is not signed in: it is told from others in the log, and writes nothing. */
type Unknown = Pick<RequestScope, 'correlationId' | 'step'>;

/** Who is acting, and in answer to what. Set once at the edge (HTTP, inbox, clock sweep) and read where events are written. */
export class RequestContext {
  private static readonly storage = new AsyncLocalStorage<RequestScope | Unknown>();

  static run<T>(scope: RequestScope, work: () => T): T {
    return RequestContext.storage.run(scope, work);
  }

  /** For who is not signed in: what it leads to has a correlation id, and no one acts. */
  static runAsNobody<T>(scope: Unknown, work: () => T): T {
    return RequestContext.storage.run(scope, work);
  }

  /** Goes on as the one who acts already, in another step of the trace. */
  static runStep<T>(step: string, work: () => T): T {
    const scope = RequestContext.storage.getStore();
    return scope ? RequestContext.storage.run({ ...scope, step }, work) : work();
  }

  /** @returns what a line in the log or a trace belongs to; nothing outside a request. */
  static origin(): Unknown | undefined {
    return RequestContext.storage.getStore();
  }

  /** @throws Error outside a request: every event must say who acted. */
  static current(): RequestScope {
    const scope = RequestContext.storage.getStore();
    if (!scope || !('actor' in scope))
      throw new Error('No one is acting: RequestContext.run must surround every command.');
    return scope;
  }

  /**
   * An id for something new. Random, and the same again when the request is repeated with its `Idempotency-Key`.
   * @param label tells apart the ids made in one request: 'case', 'referral'.
   */
  static newId(label: string): string {
    const { idempotencyScope } = RequestContext.current();
    return idempotencyScope ? v5(`${idempotencyScope}|id|${label}`, namespace) : v4();
  }

  /** The id of the `index`th event this request writes to `stream`, where the request can be repeated. */
  static repeatableEventId(stream: string, index: number): string | undefined {
    const { idempotencyScope } = RequestContext.current();
    return idempotencyScope && v5(`${idempotencyScope}|event|${stream}|${index}`, namespace);
  }
}
