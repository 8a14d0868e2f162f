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
}

/** Who is acting, and in answer to what. Set once at the edge (HTTP, inbox, clock sweep) and read where events are written. */
export class RequestContext {
  private static readonly storage = new AsyncLocalStorage<RequestScope>();

  static run<T>(scope: RequestScope, work: () => T): T {
    return RequestContext.storage.run(scope, work);
  }

  /** @throws Error outside a request: every event must say who acted. */
  static current(): RequestScope {
    const scope = RequestContext.storage.getStore();
    if (!scope) throw new Error('No one is acting: RequestContext.run must surround every command.');
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
