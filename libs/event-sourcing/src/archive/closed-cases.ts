import type { IsoDate } from '../events/iso';

/** Which cases are over. The kernel knows a case by its id and nothing else: the context that closes cases tells. */
export abstract class ClosedCases {
  /** @returns the ids of the cases that were closed before that day, London time, and not opened again since. */
  abstract closedBefore(day: IsoDate): Promise<readonly string[]>;
}
