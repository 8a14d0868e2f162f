import { createRequire } from 'node:module';

/** What is looked at of a class that kafkajs keeps to itself: the requests of one connection. */
interface RequestQueue {
  throttledUntil: number;
  readonly throttleCheckTimeoutId: unknown;
  readonly pending: unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
  destroy(): void;
}

export const RequestQueue = createRequire(__filename)('kafkajs/src/network/requestQueue') as {
  readonly prototype: RequestQueue;
  new (options: object): RequestQueue;
};

/**
 * kafkajs 2.2.4 looks for waiting requests once a millisecond on every connection on which a request was ever answered, also
 * when there are none: 7.5 % of a core for nothing (tulios/kafkajs#1751). It looks here only while a request waits; one that
 * comes later sets it going again by itself.
 */
export const letIdleConnectionsRest = (): void => {
  const { prototype } = RequestQueue;
  if (rested.has(prototype)) return;
  rested.add(prototype);
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
};

const rested = new WeakSet<object>();
