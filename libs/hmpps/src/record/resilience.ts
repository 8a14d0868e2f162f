import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleType,
  type IPolicy,
  isBrokenCircuitError,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { HmppsUnavailable } from './failures';

export interface Patience {
  /** How long one request may take. Milliseconds. */
  readonly answerMs: number;
  /** How often a request is repeated before it counts as failed: the message waits then, and is tried again later. */
  readonly repeats: number;
  /** How many failures in a row open the circuit. */
  readonly failures: number;
  /** How long nobody is asked then. Milliseconds. */
  readonly restMs: number;
}

export const usualPatience: Patience = { answerMs: 5_000, repeats: 2, failures: 5, restMs: 15_000 };

/** Surrounds requests to one system: each has its time, is repeated a little, and none is sent while the system is down. */
export class Resilience {
  private readonly policy: IPolicy;
  private ending: AbortSignal | undefined;

  constructor({ answerMs, repeats, failures, restMs }: Patience = usualPatience) {
    const failed = handleType(HmppsUnavailable);
    const breaker = circuitBreaker(failed, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failures) });
    const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 });
    this.policy = wrap(
      retry(failed, { maxAttempts: repeats, backoff }),
      breaker,
      timeout(answerMs, TimeoutStrategy.Cooperative),
    );
  }

  /** @param ending when it aborts, what is under way is cut off, and nothing is repeated */
  until(ending: AbortSignal): void {
    this.ending = ending;
  }

  /**
   * @param work ends when its signal aborts
   * @throws HmppsUnavailable also where nobody was asked, because the circuit is open
   */
  async execute<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.policy.execute(({ signal }) => work(signal), this.ending);
    } catch (error) {
      if (isBrokenCircuitError(error)) throw new HmppsUnavailable({ cause: error });
      throw error;
    }
  }
}
