import { EventStoreUnavailable, type WhetherWritten } from '@ttg/event-sourcing';
import { problemOf } from './problem-of';

describe('an event store that did not answer', () => {
  const told: readonly [WhetherWritten, RegExp][] = [
    ['no', /^Nothing was saved/],
    ['unknown', /^It may or may not have been saved\. Send it again with the same Idempotency-Key/],
    ['yes', /^It was saved, and the answer to it is lost\. Send it again with the same Idempotency-Key/],
  ];

  it.each(told)('is told with what is known of the append: %s', (written, detail) => {
    const problem = problemOf(new EventStoreUnavailable(written), { hadIfMatch: false });
    expect(problem).toMatchObject({ status: 503, headers: { 'Retry-After': '2' } });
    expect(problem?.detail).toMatch(detail);
  });
});
