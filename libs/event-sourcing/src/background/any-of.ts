export interface AnyOf {
  readonly signal: AbortSignal;
  /** The others are not listened to any more. */
  release(): void;
}

/**
 * A signal that aborts when one of the others does. By hand: on Node 20 `AbortSignal.any` keeps something of each for as long as the
 * longest-lived of the others lives, and here that is as long as the program runs.
 */
export const anyOf = (...signals: readonly (AbortSignal | undefined)[]): AnyOf => {
  const either = new AbortController();
  const listening = signals.flatMap((signal) => {
    if (!signal) return [];
    const end = (): void => either.abort(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return [() => signal.removeEventListener('abort', end)];
  });
  return { signal: either.signal, release: () => listening.forEach((stop) => stop()) };
};
