import { deepEqual, ok } from 'node:assert/strict';
import type { StoredEvent } from '@ttg/event-sourcing';
import { isAlert } from '@ttg/messaging/contract/audience';
import { published, type Published } from '../../../brokers/relay-bed';
import type { Installation } from '../installation';

const keyOf = ({ metadata: { caseId, personId } }: StoredEvent): string => caseId ?? personId;

/**
 * Every event is on the topic, per key in the order of the store. What comes again does so as decision 16 says: from some event on up
 * to the last that was there, without a gap, and as it was.
 */
export const inOrderAndWhole = (messages: Published, events: readonly StoredEvent[]): void => {
  const byKey = new Map<string, Published>();
  for (const message of messages) byKey.set(message.key ?? '', [...(byKey.get(message.key ?? '') ?? []), message]);
  const stored = new Map<string, StoredEvent[]>();
  for (const event of events) stored.set(keyOf(event), [...(stored.get(keyOf(event)) ?? []), event]);
  deepEqual([...byKey.keys()].sort(), [...stored.keys()].sort());
  for (const [key, expected] of stored) followsTheStore(byKey.get(key) ?? [], expected, key);
};

const followsTheStore = (messages: Published, stored: readonly StoredEvent[], key: string): void => {
  const revisions = new Map(stored.map(({ id }, index) => [id, index]));
  let [last, newest] = [-1, -1];
  for (const { event, value, partition } of messages) {
    const index = revisions.get(event.id);
    const original = stored[index ?? -1];
    ok(index !== undefined && original, `${event.id} is on the topic and not in the store.`);
    deepEqual(value, JSON.stringify(original.data), `${event.id} is not as it is in the store.`);
    deepEqual(event, original);
    deepEqual(partition, messages[0]?.partition, `${key} is in two partitions.`);
    const goesOn = index === last + 1;
    const comesAgain = index <= newest && last === newest;
    ok(goesOn || comesAgain, `${key}: after its event ${last} came ${index}, and ${newest} was there already.`);
    [last, newest] = [index, Math.max(newest, index)];
  }
  deepEqual([last, newest], [stored.length - 1, stored.length - 1], `${key}: its last events are not on the topic.`);
};

/** @returns how many messages came more than once. */
export const topicsFollowTheStore = async (
  { topics }: Installation,
  events: readonly StoredEvent[],
): Promise<number> => {
  const all = await published(topics, 'events');
  inOrderAndWhole(all, events);
  inOrderAndWhole(
    await published(topics, 'alerts'),
    events.filter(({ type }) => isAlert(type)),
  );
  return all.length - events.length;
};
