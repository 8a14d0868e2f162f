import { Interrupted, type Lifetime } from '../lifetime';

/** What a service tells the process that started it. */
export interface Listening {
  readonly listening: string;
}

/** A process that was started by another ends with it, however that one ended: nothing is left behind. */
export const endWithSupervisor = (lifetime: Lifetime): void => {
  if (!process.send) return;
  const end = (): void => lifetime.ask(() => process.exit(130), performance.now());
  process.once('disconnect', end);
  if (!process.connected) throw new Interrupted();
};

/** @returns whether there was somebody to tell. */
export const tellSupervisor = (listening: string): boolean =>
  process.send?.({ listening } satisfies Listening) ?? false;
