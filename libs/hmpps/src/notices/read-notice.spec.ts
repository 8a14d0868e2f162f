import * as published from '../testing/examples';
import { keptForm, readDomainEvent, UnreadableMessage } from './domain-event';
import { noticeOf } from './read-notice';

const at = '2027-03-24T16:06:39+00:00';
const read = (body: unknown) => noticeOf(readDomainEvent(body));

describe('a domain event', () => {
  const event = published.delayedReceived('A4092EA', at);

  it('is read the same from the envelope of SNS, from text and bare', () => {
    const bare = readDomainEvent(event);
    expect(readDomainEvent(published.enveloped(event))).toEqual(bare);
    expect(readDomainEvent(JSON.stringify(published.enveloped(event)))).toEqual(bare);
    expect(bare.eventType).toBe('prison-offender-events.prisoner.received');
    expect(bare.occurredAt.toString()).toBe('2027-03-24T16:06:39Z');
  });

  it('is kept in a form that reads the same again', () => {
    const detailed = readDomainEvent(published.received('A4092EA', at));
    expect(readDomainEvent(keptForm(detailed))).toEqual(detailed);
  });

  it('is read with the fractions of a second that some have, and others have not', () => {
    const { occurredAt } = readDomainEvent({ ...event, occurredAt: '2020-02-12T15:14:24.125533+00:00' });
    expect(occurredAt.toString()).toBe('2020-02-12T15:14:24.125533Z');
  });

  it.each([
    ['no JSON', 'hello'],
    ['a list', [event]],
    ['no type', { ...event, eventType: undefined }],
    ['a time without its offset', { ...event, occurredAt: '2027-03-24T16:06:39' }],
    ['a time nobody lives to see', { ...event, occurredAt: '+275000-03-24T16:06:39Z' }],
    ['an envelope around nothing', { Message: '' }],
    ['information that is none', { ...event, additionalInformation: 'A4092EA' }],
  ])('is none where it is %s', (_what, body) => expect(() => readDomainEvent(body)).toThrow(UnreadableMessage));

  it('may tell nothing more than its type, and say so', () =>
    expect(readDomainEvent({ ...event, additionalInformation: null }).additionalInformation).toEqual({}));

  it('is refused without a word of what stood in it', () =>
    expect(() => read(published.received('NOT-A-NUMBER', at))).toThrow(
      'This is no HMPPS domain event: additionalInformation.nomsNumber.',
    ));
});

describe('a notice', () => {
  it.each([published.received, published.delayedReceived])('is that she was received, by either family', (family) =>
    expect(read(family('A4092EA', at))).toMatchObject({ kind: 'received', prisonNumber: 'A4092EA', prison: 'BZI' }),
  );

  it('is that she was released, with the code of the movement where there is one', () => {
    expect(read(published.released('A4092EA', at))).toMatchObject({ kind: 'released', reason: 'RELEASED' });
    expect(read(published.delayedReleased('A4092EA', at))).toMatchObject({ movementReasonCode: 'CR' });
  });

  it.each([published.sentenceDatesChanged, published.releaseDatesCalculated, published.fixedTermRecallChanged])(
    'is that her dates changed, whoever worked them out',
    (event) => expect(read(event('a4092ea', at))).toMatchObject({ kind: 'dates-changed', prisonNumber: 'A4092EA' }),
  );

  it('is that two numbers are hers, or that a stay was under the wrong one', () => {
    expect(read(published.merged('A0002BB', 'A0002AA', at))).toMatchObject({ kept: 'A0002BB', removed: 'A0002AA' });
    expect(read(published.bookingMoved('A0002AA', 'A0002BB', at))).toMatchObject({ from: 'A0002AA', to: 'A0002BB' });
  });

  it.each(['prison-offender-events.prisoner.cell.move', 'constructor'])(
    'is not made of a type that is not acted on: %s',
    (eventType) => expect(read({ ...published.released('A4092EA', at), eventType })).toBeUndefined(),
  );
});
