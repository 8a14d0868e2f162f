import type { StoredEvent } from '../store/event-store';

/** An event whose stored form is not that of an event: nothing of ours wrote it so, and nothing can be made of it. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(
    readonly eventId: string,
    readonly stream: string,
    readonly revision: number,
    what: 'data' | 'metadata',
  ) {
    super(
      `The ${what} of event ${eventId} (${stream}, revision ${revision}) is not as events are written. Run store verify, and compare with a backup.`,
    );
  }
}

/** @throws UnreadableEvent which never quotes what it found. */
export const refuseUnreadable = ({ id, stream, revision, data, metadata }: StoredEvent): void => {
  if (!isObject(data)) throw new UnreadableEvent(id, stream, revision, 'data');
  const isMetadata =
    isObject(metadata) &&
    ['personId', 'recordedAt', 'occurredAt', 'correlationId'].every((name) => typeof metadata[name] === 'string') &&
    isObject(metadata['actor']);
  if (!isMetadata) throw new UnreadableEvent(id, stream, revision, 'metadata');
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
