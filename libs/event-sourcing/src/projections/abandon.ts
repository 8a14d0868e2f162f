/** Work that did not end when it was told to: nobody waits for it any more, and its connection is cut. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';

  constructor() {
    super('It was told to stop, did not, and is not waited for any longer.');
  }
}

/** @returns what the work returns. @throws Abandoned as soon as the signal aborts, whatever the work does. */
export const orAbandoned = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return work;
  let stopListening = (): void => undefined;
  const abandoned = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(new Abandoned());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    stopListening = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    stopListening();
  }
};
