import { HmppsUnavailable } from './failures';
import { Resilience } from './resilience';

describe('a request to HMPPS that is not answered', () => {
  it('is cut off when all ends, and not repeated', async () => {
    const resilience = new Resilience({ answerMs: 600_000, repeats: 2, failures: 5, restMs: 600_000 });
    const ending = new AbortController();
    resilience.until(ending.signal);
    let asked = 0;
    const answer = resilience.execute(
      (signal) =>
        new Promise((_, reject) => {
          asked += 1;
          signal.addEventListener('abort', () => reject(new HmppsUnavailable({ cause: signal.reason })));
        }),
    );
    ending.abort();
    await expect(answer).rejects.toThrow(HmppsUnavailable);
    expect(asked).toBe(1);
  });
});
