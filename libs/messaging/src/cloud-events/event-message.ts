import type { EventMetadata, IsoInstant, JsonObject, Position, StoredEvent } from '@ttg/event-sourcing';
import { CloudEvent, Kafka as KafkaBinding } from 'cloudevents';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { attributesOf } from '../contract/attributes';

/** A message that is no event of ours. */
export class NotAnEvent extends Error {
  override readonly name = 'NotAnEvent';

  constructor(readonly reason: string) {
    super(`This message is no event as the relay publishes them: ${reason}.`);
  }
}

/**
 * An event as a message on Kafka: CloudEvents 1.0 in binary mode. Its data are those of the store, to the character: what is sealed
 * there is sealed here. All of a case have one key, and so stand in one partition, in their order.
 * @param previous the position of the event before it in the store; nothing for the first
 */
export const toMessage = (event: StoredEvent, previous?: Position): Message => {
  const attributes = attributesOf(event, previous);
  // As `binary` makes them, and eight times as fast: the relay does this for every event.
  const headers: Record<string, string> = { 'content-type': attributes.datacontenttype };
  for (const [name, value] of Object.entries(attributes)) headers[`ce_${name}`] = value;
  return { key: attributes.partitionkey, value: JSON.stringify(event.data), headers };
};

/** @returns a CloudEvent in Kafka's binary mode: its attributes are headers, its data the value. */
export const binary = (key: string, attributes: Readonly<Record<string, string>>, data: JsonObject): Message => {
  const { headers } = KafkaBinding.binary(new CloudEvent({ ...attributes, data })) as {
    headers: Record<string, unknown>;
  };
  // The package names attributes that are not set, too.
  const set = Object.entries(headers).filter((header): header is [string, string] => typeof header[1] === 'string');
  return { key, value: JSON.stringify(data), headers: Object.fromEntries(set) };
};

/**
 * @returns the event as it stands in the store.
 * @throws NotAnEvent
 */
export const fromMessage = ({ value, headers }: Pick<KafkaMessage, 'value' | 'headers'>): StoredEvent => {
  const attribute = (name: string): string | undefined => text(headers?.[`ce_${name}`]);
  const required = (name: string): string => {
    const found = attribute(name);
    if (found === undefined || found === '') throw new NotAnEvent(`it has no ${name}`);
    return found;
  };
  const number = (name: string): number => {
    const found = Number(required(name));
    if (!Number.isSafeInteger(found) || found < 0) throw new NotAnEvent(`its ${name} is no number`);
    return found;
  };
  const [caseId, causationId] = [attribute('caseid'), attribute('causationid')];
  const metadata: EventMetadata = {
    ...(caseId !== undefined && { caseId }),
    personId: required('personid'),
    actor: { id: required('actorid'), role: required('actorrole'), organisation: required('actororganisation') },
    occurredAt: required('occurredat') as IsoInstant,
    recordedAt: required('time') as IsoInstant,
    correlationId: required('correlationid'),
    ...(causationId !== undefined && { causationId }),
  };
  return {
    id: required('id'),
    type: required('type'),
    version: number('schemaversion'),
    stream: required('subject'),
    revision: number('revision'),
    position: required('position') as Position,
    metadata,
    data: dataOf(value),
  };
};

/** @returns the position of the event before it in the store; nothing for the first. */
export const previousOf = ({ headers }: Pick<KafkaMessage, 'headers'>): Position | undefined =>
  text(headers?.['ce_previous']) as Position | undefined;

/** @returns the text of a header, the first where it stands there several times. */
export const text = (header: IHeaders[string]): string | undefined => {
  const first = Array.isArray(header) ? header[0] : header;
  return typeof first === 'string' ? first : first?.toString('utf8');
};

const dataOf = (value: Buffer | null): JsonObject => {
  try {
    const data: unknown = JSON.parse(value?.toString('utf8') ?? '');
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as JsonObject;
  } catch {
    // Said below, without what was found.
  }
  throw new NotAnEvent('its data are no JSON object');
};
