import type { IsoInstant, Position, StoredEvent } from '@ttg/event-sourcing';
import { eventStep, parseTraceparent, traceIdOf } from '@ttg/observability/tracing/trace-ids';
import { Kafka as KafkaBinding } from 'cloudevents';
import type { IHeaders } from 'kafkajs';
import { attributesOf } from '../contract/attributes';
import { binary, fromMessage, NotAnEvent, previousOf, toMessage } from './event-message';

const received: StoredEvent = {
  id: '0197a1b2-0000-7000-8000-000000000001',
  type: 'custody.woman-received',
  version: 2,
  stream: 'custody-case-1',
  revision: 0,
  position: '41' as Position,
  data: { prison: 'BZI', note: { $sealed: 'AAEC' }, ünïcode: '👩🏽‍🦱 \u2028' },
  metadata: {
    caseId: 'case-1',
    personId: 'person-1',
    actor: { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' },
    occurredAt: '2027-03-31T09:30:00Z' as IsoInstant,
    recordedAt: '2027-03-31T09:30:00.123456Z' as IsoInstant,
    correlationId: 'correlation-1',
    causationId: 'event-0',
  },
};
const { caseId: _caseId, causationId: _causationId, ...ofAPerson } = received.metadata;
const named: StoredEvent = { ...received, type: 'people.person-named', stream: 'person-1', metadata: ofAPerson };

/** As a consumer gets it: bytes. */
const onTheWire = (event: StoredEvent) => {
  const { key, value, headers } = toMessage(event);
  const bytes = Object.entries(headers ?? {}).map(([name, header]) => [name, Buffer.from(String(header))] as const);
  return {
    key: key?.toString(),
    value: Buffer.from(String(value)),
    headers: Object.fromEntries(bytes) as Record<string, Buffer>,
  };
};

describe('an event on Kafka', () => {
  it.each([
    ['of a case', received],
    ['of a person, without a case', named],
  ])('%s comes back as it stands in the store, to the character', (_, event) =>
    expect(fromMessage(onTheWire(event))).toEqual(event),
  );

  it('has the case as its key, so that all of a case are in one partition', () =>
    expect(onTheWire(received).key).toBe('case-1'));

  it('names its step in the trace of the request that it came of', () => {
    const step = parseTraceparent(onTheWire(received).headers['ce_traceparent']?.toString());
    expect(step).toEqual(eventStep(received));
    expect(step?.traceId).toBe(traceIdOf('correlation-1'));
  });

  it('has the person as its key where there is no case', () => expect(onTheWire(named).key).toBe('person-1'));

  it('names the event before it, unless it is the first', () => {
    const { headers } = toMessage(received, '40' as Position);
    expect(previousOf({ headers })).toBe('40');
    expect(previousOf(onTheWire(received))).toBeUndefined();
  });

  it.each([received, named])('is what the package of CloudEvents makes of it', (event) => {
    const { partitionkey, ...attributes } = attributesOf(event, '40' as Position);
    expect(toMessage(event, '40' as Position)).toEqual(
      binary(partitionkey, { partitionkey, ...attributes }, event.data),
    );
  });

  it('is a CloudEvent in binary mode, as others read it', () => {
    const { value, headers } = onTheWire(received);
    const asText = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, header.toString()]));
    const message = { key: 'case-1', value, body: value, headers: asText };
    expect(KafkaBinding.toEvent(message)).toMatchObject({
      specversion: '1.0',
      id: received.id,
      type: 'custody.woman-received',
      source: 'urn:ttg:custody',
      subject: 'custody-case-1',
      dataschema: 'urn:ttg:event:custody.woman-received:2',
      datacontenttype: 'application/json',
      caseid: 'case-1',
      position: '41',
      data: received.data,
    });
    expect(asText['content-type']).toBe('application/json');
  });

  it.each(['id', 'type', 'subject', 'position', 'revision', 'schemaversion', 'personid', 'time', 'actorrole'])(
    'is refused without its %s',
    (name) => {
      const { value, headers } = onTheWire(received);
      const rest: IHeaders = { ...headers };
      delete rest[`ce_${name}`];
      expect(() => fromMessage({ value, headers: rest })).toThrow(NotAnEvent);
    },
  );

  it.each([
    ['data that are no JSON', { value: Buffer.from('{') }],
    ['data that are no object', { value: Buffer.from('[1]') }],
    ['no data', { value: null }],
    ['a revision that is no number', { headers: { ...onTheWire(received).headers, ce_revision: '-1' } }],
  ])('is refused with %s, and its content is not quoted', (_, wrong) => {
    const attempt = (): unknown => fromMessage({ ...onTheWire(received), ...wrong });
    expect(attempt).toThrow(NotAnEvent);
    expect(attempt).not.toThrow(/BZI|AAEC/);
  });
});
