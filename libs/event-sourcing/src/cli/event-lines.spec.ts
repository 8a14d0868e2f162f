import { event } from '../../contract/fixtures';
import type { Position, StoredEvent } from '../store/event-store';
import { eventLine, searchableText } from './event-lines';

const stored: StoredEvent = { ...event({ beds: 3 }), stream: 'a-1', revision: 0, position: '7' as Position };

describe('an event that is not as events are written', () => {
  it.each([
    ['no data', undefined, 'null'],
    ['null for data', null, 'null'],
    ['text for data', '{"cut":', JSON.stringify('{"cut":')],
    ['a list for data', [{ beds: 3 }], '[{"beds":3}]'],
  ])('is shown all the same, with %s', (_, data, shown) => {
    const odd = { ...stored, data } as unknown as StoredEvent;
    expect(eventLine(odd)).toMatch(/^7 {2}\S+ {2}contract\.thing-happened {2}a-1@0 /);
    expect(eventLine(odd).endsWith(`  ${shown}`)).toBe(true);
    expect(searchableText(odd).split('\n').at(-1)).toBe(shown);
  });

  it('is shown all the same, without metadata', () => {
    const odd = { ...stored, metadata: {} } as unknown as StoredEvent;
    expect(eventLine(odd)).toBe('7  -  contract.thing-happened  a-1@0  -  {"beds":3}');
    expect(searchableText(odd)).toContain('{"beds":3}');
  });
});
