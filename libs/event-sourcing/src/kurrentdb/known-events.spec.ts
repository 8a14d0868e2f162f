import { event } from '../../contract/fixtures';
import type { Position, StoredEvent } from '../store/event-store';
import { KnownStream, KnownStreams } from './known-events';

const stored = (revision: number): StoredEvent => ({
  ...event(),
  stream: 'known-1',
  revision,
  position: String(revision * 100) as Position,
});

describe('what is known of a stream', () => {
  const events = [0, 1, 2, 3].map(stored);
  const ids = events.map(({ id }) => id);
  const known = (): KnownStream => {
    const stream = new KnownStream();
    stream.note(events);
    return stream;
  };

  it('grows only where it goes on: a gap could hide an id', () => {
    const stream = new KnownStream();
    stream.note(events.slice(2));
    expect(stream.nextRevision).toBe(0);
    stream.note(events.slice(0, 2));
    stream.note(events.slice(1));
    expect(stream.nextRevision).toBe(4);
  });

  it.each([
    ['new ids are nothing', ['new'], undefined],
    [
      'ids side by side are a repeat, told with the last place',
      ids.slice(1, 3),
      { repeat: { revision: 2, position: '200' } },
    ],
    ['ids in another order are taken', [ids[1], ids[0]], { taken: ids[1] }],
    ['ids with one left out are taken', [ids[0], ids[2]], { taken: ids[0] }],
    ['a known id behind a new one is taken', ['new', ids[3]], { taken: ids[3] }],
  ])('%s', (_, wanted, judged) => {
    expect(known().judge(wanted.map(String))).toEqual(judged);
  });

  it('is remembered of the streams that were used last', () => {
    const streams = new KnownStreams(2);
    const [a, b] = [streams.of('a'), streams.of('b')];
    expect(streams.of('a')).toBe(a);
    streams.of('c');
    expect(streams.of('a')).toBe(a);
    expect(streams.of('b')).not.toBe(b);
  });
});
