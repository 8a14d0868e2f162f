import type { IsoInstant, Position, StoredEvent } from '@ttg/event-sourcing';
import { eventStep, noticeStep, type Step, traceparentOf } from '@ttg/observability/tracing/trace-ids';

/** Where a message comes from: a context of this system. */
export const sourceOf = (context: string): string => `urn:ttg:${context}`;

/** The name of the JSON Schema of one version of an event: its `$id`, and `dataschema` on the wire. */
export const dataSchemaOf = (type: string, version: number): string => `urn:ttg:event:${type}:${version}`;

export const contextOf = (type: string): string => type.split('.')[0] ?? '';

interface Said {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: IsoInstant;
  readonly step: Step;
}

/** What CloudEvents asks of every message, and its extension for distributed tracing. */
const common = ({ id, type, version, time, step }: Said) => ({
  specversion: '1.0',
  id,
  source: sourceOf(contextOf(type)),
  type,
  /** When the system learned it. */
  time: time as string,
  datacontenttype: 'application/json',
  dataschema: dataSchemaOf(type, version),
  /** The step that it is, as W3C Trace Context writes it. */
  traceparent: traceparentOf(step),
});

/**
 * The CloudEvents attributes and extensions of an event as it stands in the store. Together with its data they are the whole of
 * it, so that a consumer can make of a message what a reader of the store gets. All are text, as Kafka's headers are.
 * @param previous the position of the event before it in the store; nothing for the first
 */
export const attributesOf = (event: StoredEvent, previous?: Position): EventAttributes => {
  const { id, type, version, stream, revision, position, metadata } = event;
  const { caseId, personId, actor, occurredAt, correlationId, causationId } = metadata;
  const ofTheEvent: OfAnEvent = {
    subject: stream,
    partitionkey: caseId ?? personId,
    schemaversion: String(version),
    revision: String(revision),
    position,
    personid: personId,
    occurredat: occurredAt,
    actorid: actor.id,
    actorrole: actor.role,
    actororganisation: actor.organisation,
    correlationid: correlationId,
  };
  // The relay does this for every event; spreading what may be absent would take it seven times as long.
  if (previous !== undefined) ofTheEvent.previous = previous;
  if (caseId !== undefined) ofTheEvent.caseid = caseId;
  if (causationId !== undefined) ofTheEvent.causationid = causationId;
  return Object.assign(common({ id, type, version, time: metadata.recordedAt, step: eventStep(event) }), ofTheEvent);
};

interface OfAnEvent {
  /** The stream: the one thing it is about. */
  subject: string;
  partitionkey: string;
  schemaversion: string;
  revision: string;
  position: string;
  previous?: string;
  caseid?: string;
  personid: string;
  occurredat: string;
  actorid: string;
  actorrole: string;
  actororganisation: string;
  correlationid: string;
  causationid?: string;
}

/** The attributes of a notice to a council; its data are `detailUrl` and nothing else. */
export const noticeAttributesOf = ({ id, type, time }: Pick<Said, 'id' | 'type' | 'time'>) =>
  common({ id, type, version: 1, time, step: noticeStep(id) });

export type EventAttributes = NoticeAttributes & Readonly<OfAnEvent>;
export type NoticeAttributes = ReturnType<typeof noticeAttributesOf>;
