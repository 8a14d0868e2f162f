import { correlationIdOf } from './edge';

const trace = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${trace}-b7ad6b7169203331-01`;
const own = 'their-own.id_1';

describe('the correlation id of a request', () => {
  it('is the caller’s own, where there is one', () =>
    expect(correlationIdOf({ headers: { 'x-correlation-id': own, traceparent } })).toBe(own));

  it('is else the caller’s trace, as a UUID', () =>
    expect(correlationIdOf({ headers: { traceparent } })).toBe('0af76519-16cd-43dd-8448-eb211c80319c'));

  it.each([
    ['nothing', {}],
    ['an id with other signs than letters, digits, dot and dash', { 'x-correlation-id': 'her name; drop' }],
    ['an id that is too long', { 'x-correlation-id': 'a'.repeat(65) }],
    ['no traceparent', { traceparent: 'a trace' }],
    ['a trace of zeros', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }],
    ['a step of zeros', { traceparent: `00-${trace}-${'0'.repeat(16)}-01` }],
  ])('is a new one for %s', (_, headers) => {
    const given = correlationIdOf({ headers });
    expect(given).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(correlationIdOf({ headers })).not.toBe(given);
  });
});
