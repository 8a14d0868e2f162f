import { createHash } from 'node:crypto';

/** A step of a trace, as W3C Trace Context names it. */
export interface Step {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const none = /^0+$/;

/**
 * The trace of all that has one correlation id, in every process and at any time: the digits of a UUID, else a hash. So a trace
 * needs no place in events: they have a correlation id (docs/adr/0019).
 */
export const traceIdOf = (correlationId: string): string => {
  const digits = correlationId.replaceAll('-', '').toLowerCase();
  return uuid.test(correlationId) && !none.test(digits) ? digits : hashed(correlationId, 32);
};

/** The step that an event is in its trace: whoever has the event knows it. One that nobody can read has a trace of its own. */
export const eventStep = (event: { readonly id: string; readonly metadata: { correlationId?: string } }): Step => ({
  traceId: traceIdOf(event.metadata.correlationId ?? event.id),
  spanId: stepIdOf(event.id),
});

/**
 * The step that a notice to another organisation is, in a trace of its own: the trace of what led to it would tell two councils that
 * theirs came of one request, and so are about one woman.
 */
export const noticeStep = (noticeId: string): Step => ({ traceId: traceIdOf(noticeId), spanId: stepIdOf(noticeId) });

/** @param eventId the last digits of a UUID are random, or a hash, whatever its version */
export const stepIdOf = (eventId: string): string => {
  const digits = eventId.replaceAll('-', '').toLowerCase().slice(-16);
  return uuid.test(eventId) && !none.test(digits) ? digits : hashed(eventId, 16);
};

/** @returns a W3C `traceparent`: the header of a request, or the extension of a CloudEvent. */
export const traceparentOf = ({ traceId, spanId }: Step): string => `00-${traceId}-${spanId}-01`;

/** @returns the step that a `traceparent` names, or nothing where it names none. */
export const parseTraceparent = (text: unknown): Step | undefined => {
  if (typeof text !== 'string') return undefined;
  const [, traceId = '', spanId = ''] = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(?:-|$)/.exec(text) ?? [];
  return traceId === '' || none.test(traceId) || none.test(spanId) ? undefined : { traceId, spanId };
};

const hashed = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);
