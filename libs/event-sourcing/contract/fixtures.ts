import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { IsoInstant } from '../src/events/iso';
import type { EventToAppend, JsonObject } from '../src/store/event-store';

/** A stream name nobody else uses. */
export const newStream = (category = 'contract'): string => `${category}-${randomUUID()}`;

/** An event about nobody: synthetic. */
export const event = (data: JsonObject = {}, { type = 'contract.thing-happened', id = v7() } = {}): EventToAppend => ({
  id,
  type,
  version: 1,
  data,
  metadata: {
    personId: 'synthetic-person',
    actor: { id: 'synthetic-account', role: 'tester', organisation: 'tests' },
    occurredAt: '2027-01-11T09:00:00Z' as IsoInstant,
    recordedAt: '2027-01-11T09:30:00.123Z' as IsoInstant,
    correlationId: 'synthetic-correlation',
  },
});

/** @returns `count` events, numbered from 0 in their data. */
export const events = (count: number): EventToAppend[] =>
  Array.from({ length: count }, (_, number) => event({ number }));

/** Something a test waits for. */
export interface Moment {
  readonly reached: Promise<void>;
  readonly reach: () => void;
}

export const moment = (): Moment => {
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach: () => reach() };
};
