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
      `The ${what} of event ${eventId} (${stream}, revision ${revision}) is not as events are written. Compare it with a backup; where events are in PostgreSQL, store verify says what else was changed.`,
    );
  }
}

/** @returns what keeps an event from being read, which never quotes what it found; nothing where it is as events are written. */
export const unreadableIn = ({ id, stream, revision, data, metadata }: StoredEvent): UnreadableEvent | undefined => {
  if (!isObject(data)) return new UnreadableEvent(id, stream, revision, 'data');
  return isMetadata(metadata) ? undefined : new UnreadableEvent(id, stream, revision, 'metadata');
};

/** @throws UnreadableEvent */
export const refuseUnreadable = (event: StoredEvent): void => {
  const unreadable = unreadableIn(event);
  if (unreadable) throw unreadable;
};

const isMetadata = (metadata: unknown): boolean =>
  isObject(metadata) &&
  isActor(metadata['actor']) &&
  isText(metadata['personId']) &&
  isText(metadata['recordedAt']) &&
  isText(metadata['occurredAt']) &&
  isText(metadata['correlationId']) &&
  isTextIfThere(metadata['caseId']) &&
  isTextIfThere(metadata['causationId']);

const isActor = (actor: unknown): boolean =>
  isObject(actor) && isText(actor['id']) && isText(actor['role']) && isText(actor['organisation']);

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextIfThere = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
