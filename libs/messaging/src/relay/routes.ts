import { type Position, type StoredEvent, type UnreadableEvent, unreadableIn } from '@ttg/event-sourcing';
import type { Message } from 'kafkajs';
import { toMessage } from '../cloud-events/event-message';
import { isAlert } from '../contract/audience';
import type { TopicMessages } from '../kafka/fenced-producer';
import type { TopicNames } from '../topics/topics';

/** An event, ready to be sent. */
export interface Outgoing {
  readonly event: StoredEvent;
  readonly message: Message;
}

/** A batch that is published together. */
export type Part = readonly Outgoing[];

interface InParts {
  readonly parts: readonly Part[];
  readonly leftOut: readonly UnreadableEvent[];
}

/** A part of more than this is cut: all of it may have to go into one partition. Bytes of data. */
const mostBytes = 1_000_000;

/**
 * What nobody can read is left out. The next names it as the one before it, so whoever follows looks for it in the store, and parks
 * it there.
 * @param after where the batch begins: each event names the one before it
 * @returns the events as messages, in parts that a topic takes, in their order. An event larger than a part is one of its own.
 */
export const inParts = (events: readonly StoredEvent[], after: Position | undefined): InParts => {
  let previous = after;
  const parts: Outgoing[][] = [];
  const leftOut: UnreadableEvent[] = [];
  let bytes = Infinity;
  for (const event of events) {
    const unreadable = unreadableIn(event);
    if (unreadable) leftOut.push(unreadable);
    else {
      const message = toMessage(event, previous);
      const size = Buffer.byteLength(message.value ?? '');
      if (bytes + size > mostBytes) {
        parts.push([]);
        bytes = 0;
      }
      parts.at(-1)?.push({ event, message });
      bytes += size;
    }
    previous = event.position;
  }
  return { parts, leftOut };
};

/** @returns what goes to which topic: every event to that of events, and what happened to alerts to that of alerts as well. */
export const routed = (part: Part, topics: TopicNames): TopicMessages[] => {
  const all = { topic: topics.events, messages: part.map(({ message }) => message) };
  const ofAlerts = part.filter(({ event }) => isAlert(event.type)).map(({ message }) => message);
  return ofAlerts.length === 0 ? [all] : [all, { topic: topics.alerts, messages: ofAlerts }];
};
