import { InvalidRead } from './errors';
import type { EventStore, ReadStreamOptions, SubscribeOptions } from './event-store';

type Bounds = Pick<ReadStreamOptions, 'from' | 'limit'> & Pick<SubscribeOptions, 'after' | 'batchSize'>;

/**
 * What would make no sense to the database is found here: it would call it an outage, or go on for ever.
 * @throws InvalidRead
 */
export const refuseInvalidRead = (
  store: Pick<EventStore, 'kind' | 'parsePosition'>,
  { from = 0, limit = 0, batchSize = 1, after }: Bounds,
): void => {
  refuse(isWhole(from, 0), `from revision ${from}; revisions are whole numbers from 0.`);
  refuse(isWhole(limit, 0), `up to ${limit} events; give a whole number from 0.`);
  refuse(isWhole(batchSize, 1), `in batches of ${batchSize}; give a whole number from 1.`);
  const isPosition = after === undefined || store.parsePosition(after) !== undefined;
  refuse(isPosition, `after ${JSON.stringify(after)}, which is no position of ${store.kind}.`);
};

const isWhole = (given: number, least: number): boolean => Number.isSafeInteger(given) && given >= least;

const refuse = (isFine: boolean, what: string): void => {
  if (!isFine) throw new InvalidRead(what);
};
