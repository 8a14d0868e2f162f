import type { EventBatch, Position, StoredEvent } from '@ttg/event-sourcing';
import fc from 'fast-check';
import { event } from '../../../event-sourcing/contract/fixtures';
import { type Link, LiveWindow } from './live-window';

const at = (position: number): Position => String(position) as Position;
const link = (position: number, previous: number | undefined): Link => {
  const stored: StoredEvent = { ...event({ position }), stream: 'contract-1', revision: 0, position: at(position) };
  return { event: stored, previous: previous === undefined ? undefined : at(previous) };
};
const newWindow = (): LiveWindow => new LiveWindow((a, b) => Number(BigInt(a) - BigInt(b)));
const positions = (batch: EventBatch | 'too-old'): number[] | 'too-old' =>
  batch === 'too-old' ? batch : batch.events.map(({ position }) => Number(position));
const holds = (window: LiveWindow, position: Position | undefined): boolean =>
  window.read(position, 1, {}) !== 'too-old';

describe('the window on the topic', () => {
  it('holds nothing before the first message, so that everybody reads the store', () => {
    expect(holds(newWindow(), undefined)).toBe(false);
    expect(holds(newWindow(), at(3))).toBe(false);
  });

  it('puts events of several partitions back into the order of the store', () => {
    const window = newWindow();
    window.take([link(5, 3), link(9, 7)]);
    expect(positions(window.read(at(3), 10, {}))).toEqual([5]);
    expect(window.isWaiting).toBe(true);
    expect(window.take([link(7, 5)])).toBe(true);
    expect(window.read(at(3), 10, {})).toMatchObject({ upTo: '9' });
    expect(positions(window.read(at(3), 10, {}))).toEqual([5, 7, 9]);
  });

  it('sends whoever stands before it to the store', () => {
    const window = newWindow();
    window.take([link(5, 3)]);
    expect([undefined, at(2)].map((position) => holds(window, position))).toEqual([false, false]);
    expect(holds(window, at(3))).toBe(true);
  });

  it('holds everything from the first event of all', () => {
    const window = newWindow();
    window.take([link(0, undefined), link(1, 0)]);
    expect(holds(window, undefined)).toBe(true);
    expect(positions(window.read(undefined, 10, {}))).toEqual([0, 1]);
  });

  it('never shows what comes after a gap to those before it', () => {
    const window = newWindow();
    window.take([link(1, 0), link(5, 3)]);
    expect(positions(window.read(at(0), 10, {}))).toEqual([1]);
    window.skip();
    expect(holds(window, at(1))).toBe(false);
    expect(positions(window.read(at(3), 10, {}))).toEqual([5]);
  });

  it('waits for no second gap when it has given up the first', () => {
    const window = newWindow();
    window.take([link(1, 0), link(5, 3), link(9, 7), link(11, 9)]);
    expect(window.skip()).toBe(true);
    expect(window.isWaiting).toBe(false);
    expect([at(5), at(6)].map((position) => holds(window, position))).toEqual([false, false]);
    expect(positions(window.read(at(7), 10, {}))).toEqual([9, 11]);
  });

  it('keeps no more than it should while one partition stands still, and goes on when that one does', () => {
    const window = newWindow();
    const [still, others] = [
      (position: number) => position % 12 === 0,
      Array.from({ length: 6_000 }, (_, at) => at + 1),
    ];
    for (let from = 0; from < others.length; from += 600) {
      const batch = others.slice(from, from + 600).filter((position) => !still(position));
      window.take(batch.map((position) => link(position, position - 1)));
      expect(window.held).toBeLessThanOrEqual(1_000);
    }
    window.take(others.filter(still).map((position) => link(position, position - 1)));
    window.take([link(6_001, 6_000)]);
    expect(holds(window, at(6_000))).toBe(true);
    expect(positions(window.read(at(6_000), 10, {}))).toEqual([6_001]);
  });

  it('takes what comes twice once', () => {
    const window = newWindow();
    window.take([link(1, 0), link(2, 1)]);
    expect(window.take([link(1, 0), link(2, 1)])).toBe(false);
    expect(positions(window.read(at(0), 10, {}))).toEqual([1, 2]);
  });

  it('does not go back for who has read on in the store', () => {
    const window = newWindow();
    window.take([link(1, 0)]);
    expect(window.read(at(8), 10, {})).toEqual({ events: [], upTo: '8' });
  });

  it('says how far it was read where the filter left out all, and stops at the limit', () => {
    const window = newWindow();
    window.take([link(1, 0), link(2, 1), link(3, 2)]);
    expect(window.read(at(0), 10, { types: ['contract.other'] })).toEqual({ events: [], upTo: '3' });
    expect(window.read(at(0), 2, {})).toMatchObject({ upTo: '2' });
  });

  it('keeps the newest only', () => {
    const window = newWindow();
    for (let position = 1; position <= 2_000; position += 1) window.take([link(position, position - 1)]);
    expect(holds(window, at(1_000))).toBe(false);
    expect(holds(window, at(1_500))).toBe(true);
    expect(positions(window.read(at(1_500), 1_000, {}))).toHaveLength(500);
  });

  it('shows each event once and in order, however partitions are mixed, repeated or cut off', () => {
    const arrivals = fc.array(fc.record({ partition: fc.nat(3), again: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(arrivals, fc.nat(10), (steps, missed) => {
        const all = Array.from({ length: 40 }, (_, index) =>
          link(index * 2 + 1, index === 0 ? undefined : index * 2 - 1),
        );
        const partitions = [0, 1, 2, 3].map((partition) =>
          all.filter((_, index) => index % 4 === partition && index >= missed),
        );
        const read = [0, 0, 0, 0];
        const window = newWindow();
        let seen: Position | undefined = missed === 0 ? undefined : all[missed - 1]?.event.position;
        const got: number[] = [];
        for (const { partition, again } of steps) {
          const next =
            partitions[partition]?.[again ? Math.max(0, (read[partition] ?? 0) - 1) : (read[partition] ?? 0)];
          if (!again) read[partition] = (read[partition] ?? 0) + 1;
          if (next) window.take([next]);
          const batch = window.read(seen, 3, {});
          if (batch === 'too-old') continue;
          got.push(...batch.events.map(({ position }) => Number(position)));
          seen = batch.upTo;
        }
        expect(got).toEqual(all.slice(missed, missed + got.length).map(({ event: { position } }) => Number(position)));
      }),
    );
  });
});
