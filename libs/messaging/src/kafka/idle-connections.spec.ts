import { letIdleConnectionsRest, RequestQueue } from './idle-connections';

describe('a connection to Kafka', () => {
  beforeAll(() => letIdleConnectionsRest());

  it('sets no timer while nothing waits to be sent', () => {
    const queue = new RequestQueue({ maxInFlightRequests: 1 });
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('looks again for a request that has to wait', () => {
    const queue = new RequestQueue({ maxInFlightRequests: 1 });
    queue.throttledUntil = Date.now() + 60_000;
    queue.pending.push({});
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.destroy();
  });
});
