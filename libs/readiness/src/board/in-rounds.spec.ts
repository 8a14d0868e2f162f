import type { Recorded } from '@ttg/event-sourcing';
import fc from 'fast-check';
import type { BoardEvent } from './board-events';
import { inRounds } from './in-rounds';

const kinds = [
  ['readiness.alert-raised', 'alertId'],
  ['readiness.alert-escalated', 'alertId'],
  ['readiness.alert-cleared', 'alertId'],
  ['readiness.task-opened', 'taskId'],
  ['readiness.task-rescheduled', 'taskId'],
  ['people.person-registered', 'personId'],
  ['people.person-merged', 'personId'],
] as const;

const about = (kind: (typeof kinds)[number], row: number, id: number): Recorded<BoardEvent> =>
  // Only what tells rows apart matters here.
  ({ id: String(id), type: kind[0], data: { [kind[1]]: `${kind[1]}-${row}` } }) as unknown as Recorded<BoardEvent>;

const someEvents = fc
  .array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 4 })), { maxLength: 60 })
  .map((all) => all.map(([kind, row], id) => about(kind, row, id)));

const rowOf = ({ type, data }: Recorded<BoardEvent>): string =>
  type.startsWith('people.') ? 'people' : JSON.stringify(data);
const ofEachRow = (events: readonly Recorded<BoardEvent>[]) => {
  const rows = new Map<string, string[]>();
  for (const event of events) rows.set(rowOf(event), [...(rows.get(rowOf(event)) ?? []), event.id]);
  return new Map([...rows].sort(([one], [other]) => one.localeCompare(other)));
};

describe('events put together by type', () => {
  it('are all there, and what concerns one row is in its order', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        expect(ofEachRow(inRounds(events).flatMap((part) => part.events))).toEqual(ofEachRow(events));
      }),
    );
  });

  it('of one type stand in a part of that type', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        for (const part of inRounds(events))
          expect(new Set(part.events.map(({ type }) => type))).toEqual(new Set([part.type]));
      }),
    );
  });

  it('are two parts, however many cases were assessed', () => {
    const [raised, , , opened] = kinds;
    const assessments = Array.from({ length: 50 }, (_, n) => [
      about(raised, n, 3 * n),
      about(opened, 2 * n, 3 * n + 1),
      about(opened, 2 * n + 1, 3 * n + 2),
    ]).flat();
    expect(inRounds(assessments).map(({ type, events }) => [type, events.length])).toEqual([
      ['readiness.alert-raised', 50],
      ['readiness.task-opened', 100],
    ]);
  });
});
