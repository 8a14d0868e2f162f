import { RefusedByStore } from './errors';
import { comparePlaces, logPositionOf, parsePosition, positionOf } from './positions';

describe('a position of KurrentDB', () => {
  it.each([
    [{ commit: 0n, prepare: 0n }, '0'],
    [{ commit: 1234n, prepare: 1234n }, '1234'],
    [{ commit: 1300n, prepare: 1234n }, '1300-1234'],
    [{ commit: 2n ** 63n - 1n, prepare: 2n ** 63n - 1n }, '9223372036854775807'],
  ])('%p is told as %s, and read as it was', (place, text) => {
    expect(positionOf(place)).toBe(text);
    expect(logPositionOf(positionOf(place))).toEqual(place);
    expect(parsePosition(text)).toBe(text);
  });

  it('compares as numbers, the commit before the prepare', () => {
    const places = ['9', '10', '100-20', '100-30', '100'].map(parsePosition);
    expect([...places].reverse().sort(comparePlaces)).toEqual(places);
    expect(comparePlaces(undefined, places[0])).toBe(-1);
    expect(comparePlaces(undefined, undefined)).toBe(0);
  });

  it.each(['', '-', '1-', '-1', '1-2-3', '0x1', '1.5', ' 1', '9'.repeat(20)])('%j is none', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });

  it('an old server, which does not know an event’s place, is told of', () => {
    const place = 2n ** 64n - 1n;
    expect(() => positionOf({ commit: place, prepare: place })).toThrow(RefusedByStore);
    expect(() => positionOf(undefined)).toThrow('run EventStoreDB 23.10 or later');
  });
});
