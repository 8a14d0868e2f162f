import { pause } from '@ttg/event-sourcing';

/** Work that took so long that it is not waited for any more. What becomes of it is not known. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor() {
    super('It took so long that it is not waited for any more.');
  }
}

export interface Patience {
  /** How long it may take. Milliseconds. */
  readonly longest: number;
  /** When this aborts, it may take `grace` more. */
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly grace?: number;
}

/** @returns what the work returns. @throws TookTooLong */
export const inTime = async <T>(work: Promise<T>, { longest, signal, grace = 2_000 }: Patience): Promise<T> => {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await pause(longest, signal, done.signal);
    if (signal?.aborted) await pause(grace, done.signal);
    throw new TookTooLong();
  };
  const lateness = late();
  // It rejects in any case, when nobody listens any more.
  lateness.catch(() => undefined);
  // So may the work, after it was given up.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, lateness]);
  } finally {
    done.abort();
  }
};

/** Closes a connection to Kafka. A broker that stands still is not waited for: it finds out by itself that we are gone. */
export const letGo = async (client: { disconnect(): Promise<void> }): Promise<void> => {
  await inTime(client.disconnect(), { longest: 2_000 }).catch(() => undefined);
};
