import type { JsonObject, JsonValue } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';

/** An HMPPS domain event as it came: ids, a reason, perhaps an address to fetch more from. */
export interface DomainEvent {
  readonly eventType: string;
  readonly occurredAt: Temporal.Instant;
  /** Where HMPPS says that more is told. It is followed only where it leads to the API that is configured. */
  readonly detailUrl?: string;
  readonly additionalInformation: JsonObject;
}

/** What came cannot be read as a domain event. Says where, never what stands there. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';

  constructor(readonly where: string) {
    super(`This is no HMPPS domain event: ${where}.`);
  }
}

/**
 * Reads the SNS envelope (`Message` holds the event as text), or the bare event. What it does not know it leaves alone: some
 * published events write `version` as a number and some as text, and nothing depends on it.
 * @param body as text or parsed. Schema: hmpps-domain-event.json of ministryofjustice/hmpps-domain-events
 * @throws UnreadableMessage
 */
export const readDomainEvent = (body: unknown): DomainEvent => {
  const outer = objectOf(body, 'the body');
  const event = typeof outer.Message === 'string' ? objectOf(outer.Message, 'Message') : outer;
  const { eventType, occurredAt, detailUrl, additionalInformation } = event;
  if (typeof eventType !== 'string' || !/^[\w.-]{1,200}$/.test(eventType)) throw new UnreadableMessage('eventType');
  return {
    eventType,
    occurredAt: instantOf(occurredAt),
    ...(typeof detailUrl === 'string' && { detailUrl }),
    additionalInformation: objectOf(additionalInformation ?? {}, 'additionalInformation'),
  };
};

/** The form in which an event is kept until it is settled. */
export const keptForm = ({ eventType, occurredAt, detailUrl, additionalInformation }: DomainEvent): JsonObject => ({
  eventType,
  occurredAt: occurredAt.toString(),
  ...(detailUrl !== undefined && { detailUrl }),
  additionalInformation,
});

const objectOf = (given: unknown, where: string): JsonObject => {
  const value = typeof given === 'string' ? parsed(given, where) : given;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableMessage(where);
  return value as JsonObject;
};

const parsed = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableMessage(where);
  }
};

/** A time outside of these was never told by anybody, and no database has room for the strangest of them. */
const [earliest, latest] = [Temporal.Instant.from('1990-01-01T00:00Z'), Temporal.Instant.from('2200-01-01T00:00Z')];

/** With an offset, as the schema demands. */
const instantOf = (value: JsonValue | undefined): Temporal.Instant => {
  const instant = typeof value === 'string' ? parsedInstant(value) : undefined;
  const isThinkable =
    instant && Temporal.Instant.compare(earliest, instant) < 0 && Temporal.Instant.compare(instant, latest) < 0;
  if (!isThinkable) throw new UnreadableMessage('occurredAt');
  return instant;
};

const parsedInstant = (text: string): Temporal.Instant | undefined => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
};
