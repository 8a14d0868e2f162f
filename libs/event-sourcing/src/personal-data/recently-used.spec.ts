import { RecentlyUsed } from './recently-used';

describe('a map of what was used last', () => {
  it('keeps what goes on being used, and never more than twice its size', () => {
    const map = new RecentlyUsed<number>(10);
    map.set('used', 1);
    for (let at = 0; at < 1000; at += 1) {
      map.set(`${at}`, at);
      expect(map.get('used')).toBe(1);
    }
    const kept = Array.from({ length: 1000 }, (_, at) => `${at}`).filter((key) => map.get(key) !== undefined);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(kept).toContain('999');
  });

  it('keeps the last of its size, used or not', () => {
    const map = new RecentlyUsed<number>(10);
    for (let at = 0; at < 25; at += 1) map.set(`${at}`, at);
    for (let at = 15; at < 25; at += 1) expect(map.get(`${at}`)).toBe(at);
  });

  it('forgets, young or old', () => {
    const map = new RecentlyUsed<number>(1);
    map.set('old', 1);
    map.set('young', 2);
    map.delete('old');
    map.delete('young');
    expect([map.get('old'), map.get('young')]).toEqual([undefined, undefined]);
  });
});
