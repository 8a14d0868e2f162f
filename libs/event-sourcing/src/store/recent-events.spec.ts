import type { Position, StoredEvent } from './event-store';
import { RecentEvents } from './recent-events';

const position = (place: number): Position => String(place) as Position;
const compare = (a: Position | undefined, b: Position | undefined): number => Number(a ?? -1) - Number(b ?? -1);

const stored = (place: number, data: unknown = {}, stream = 'a-1'): StoredEvent =>
  ({ type: 'a.b', stream, position: position(place), data }) as unknown as StoredEvent;
const megabyte = { said: 'x'.repeat(1_000_000) };

describe('the newest events', () => {
  const kept = (most = 5): RecentEvents => {
    const recent = new RecentEvents(compare, most);
    recent.beginAt(position(0));
    return recent;
  };
  const places = (recent: RecentEvents, after: number, limit = 100): readonly Position[] | 'too-old' => {
    const batch = recent.after(position(after), {}, limit);
    return batch === 'too-old' ? batch : batch.events.map((event) => event.position);
  };
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  it('are kept up to a number: whoever stands before them has to read', () => {
    const recent = kept(5);
    recent.add(upTo(8).map((place) => stored(place)));
    expect(places(recent, 2)).toBe('too-old');
    expect(places(recent, 3)).toEqual(['4', '5', '6', '7', '8']);
    expect(places(recent, 8)).toEqual([]);
  });

  it('are kept up to a size, however few they are', () => {
    const recent = kept(2_000);
    for (const place of upTo(20)) recent.add([stored(place, megabyte)]);
    expect(places(recent, 12)).toBe('too-old');
    expect(places(recent, 13)).toEqual(['14', '15', '16', '17', '18', '19', '20']);
  });

  it('one that is larger by itself is not kept, and the next are', () => {
    const recent = kept();
    recent.add([stored(1), stored(2, { said: 'x'.repeat(9_000_000) })]);
    expect(places(recent, 1)).toBe('too-old');
    expect(places(recent, 2)).toEqual([]);
    recent.add([stored(3)]);
    expect(places(recent, 2)).toEqual(['3']);
  });

  it.each([[undefined], [null], ['cut off']])('one whose data are %p is kept as any other', (data) => {
    const recent = kept();
    recent.add([stored(1, data), stored(2)]);
    expect(places(recent, 0)).toEqual(['1', '2']);
  });

  it('say how far they go: to the last that was given where there are more, else past what was left out', () => {
    const recent = kept();
    recent.add([stored(1), stored(2, {}, 'b-1'), stored(3), stored(4, {}, 'b-1')], position(9));
    expect(recent.after(position(0), { streamPrefixes: ['a-'] }, 1)).toEqual({ events: [stored(1)], upTo: '1' });
    expect(recent.after(position(0), { streamPrefixes: ['a-'] }, 2)).toMatchObject({ upTo: '9' });
    expect(recent.after(position(0), { types: ['c.d'] }, 2)).toEqual({ events: [], upTo: '9' });
    expect(recent.after(position(11), {}, 2)).toEqual({ events: [], upTo: '11' });
    expect(recent.upTo).toBe('9');
  });

  it('are forgotten where it begins anew', () => {
    const recent = kept();
    recent.add([stored(1), stored(2)]);
    recent.beginAt(position(7));
    expect(places(recent, 0)).toBe('too-old');
    expect(places(recent, 7)).toEqual([]);
    expect(recent.upTo).toBe('7');
  });
});
