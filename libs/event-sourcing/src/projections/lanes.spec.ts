import fc from 'fast-check';
import type { Position, StoredEvent } from '../store/event-store';
import { byLane, laneOf } from './lanes';

const eventOf = (caseId: string, place: number): StoredEvent => ({
  id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
  type: 'housing.tallied',
  version: 1,
  stream: `tally-${caseId}`,
  revision: 0,
  position: String(place) as Position,
  data: {},
  metadata: {
    caseId,
    personId: 'synthetic-person',
    actor: { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' },
    occurredAt: '2027-01-11T10:00:00Z' as StoredEvent['metadata']['occurredAt'],
    recordedAt: '2027-01-11T10:00:00Z' as StoredEvent['metadata']['recordedAt'],
    correlationId: 'synthetic',
  },
});

describe('lanes', () => {
  // Lanes are stored: another release must find a case in the same one.
  it.each([
    ['6f2c1a1e-5f0e-4a57-9c39-0d9c62f3a001', 4, 2],
    ['6f2c1a1e-5f0e-4a57-9c39-0d9c62f3a002', 4, 0],
    ['6f2c1a1e-5f0e-4a57-9c39-0d9c62f3a003', 4, 2],
  ])('have a case in the same one for ever: %s, of %i', (caseKey, lanes, lane) =>
    expect(laneOf(caseKey, lanes)).toBe(lane),
  );

  it('get every event of a batch once, those of a case in one of them and in order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
        fc.integer({ min: 1, max: 8 }),
        (cases, lanes) => {
          const events = cases.map(eventOf);
          const parts = byLane(events, lanes);
          expect(parts.flatMap((part) => part.events).sort(inOrder)).toEqual(events);
          for (const part of parts) {
            expect([...part.events].sort(inOrder)).toEqual(part.events);
            for (const { metadata } of part.events) expect(laneOf(metadata.caseId ?? '', lanes)).toBe(part.lane);
          }
        },
      ),
    ));
});

const inOrder = (a: StoredEvent, b: StoredEvent): number => Number(a.position) - Number(b.position);
