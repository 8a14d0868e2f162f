import { eventStep, parseTraceparent, traceIdOf, traceparentOf } from './trace-ids';

const correlationId = '0af76519-16cd-43dd-8448-eb211c80319c';
const trace = '0af7651916cd43dd8448eb211c80319c';
const span = 'b7ad6b7169203331';

describe('the trace of a correlation id', () => {
  it('is its digits, where it is a UUID', () => {
    expect(traceIdOf(correlationId)).toBe(trace);
    expect(traceIdOf(correlationId.toUpperCase())).toBe(trace);
  });

  it.each(['their-own-id', '', '00000000-0000-0000-0000-000000000000', '0af7651916cd43dd8448eb211c80319c'])(
    'is 32 digits that no other has: %p',
    (id) => {
      expect(traceIdOf(id)).toMatch(/^(?!0{32})[\da-f]{32}$/);
      expect(traceIdOf(id)).toBe(traceIdOf(id));
      expect(traceIdOf(id)).not.toBe(traceIdOf(`${id}.`));
    },
  );
});

describe('the step of an event', () => {
  const metadata = { correlationId };

  it('follows from its ids alone, in every process', () =>
    expect(eventStep({ id: '01a202d5-fe40-72be-b7ad-6b7169203331', metadata })).toEqual({
      traceId: trace,
      spanId: span,
    }));

  it.each(['01a202d5-fe40-72be-0000-000000000000', 'no-uuid'])('is never none: %s', (id) =>
    expect(eventStep({ id, metadata }).spanId).toMatch(/^(?!0{16})[\da-f]{16}$/),
  );
});

describe('a traceparent', () => {
  const step = { traceId: trace, spanId: span };

  it('is read as it was written', () => expect(parseTraceparent(traceparentOf(step))).toEqual(step));

  it('of a later version is read too', () => expect(parseTraceparent(`cc-${trace}-${span}-00-more`)).toEqual(step));

  it.each([
    undefined,
    '',
    `00-${trace}-${span}`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    trace,
  ])('that is none names no step: %s', (text) => expect(parseTraceparent(text)).toBeUndefined());
});
