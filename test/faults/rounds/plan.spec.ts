import { type Fault, killable, planOf, waysToBeBad, waysToFail } from './plan';

const first = (seed: number, count: number): Fault[] => {
  const plan = planOf(seed);
  return Array.from({ length: count }, () => plan.next().value.fault);
};

/** As many as there are in one turn. */
const turn = 15;

describe('what goes wrong in a round', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(first(7, 40)).toEqual(first(7, 40));
    expect(first(8, 40)).not.toEqual(first(7, 40));
  });

  it('is of every kind before anything comes again, with the relay and readiness among the killed', () => {
    for (const seed of [1, 2, 3]) {
      const faults = first(seed, turn);
      expect(new Set(faults.map(({ kind }) => kind)).size).toBe(12);
      const killed = faults.flatMap((fault) => (fault.kind === 'a service is killed' ? [fault.service] : []));
      expect(killed).toEqual(expect.arrayContaining(['relay', 'readiness']));
    }
  });

  it('lets any of the services stand still, for longer than it waits for the database, and any receiver fail in any way', () => {
    const faults = first(7, turn * 100);
    const still = faults.flatMap((fault) => (fault.kind === 'a service stands still' ? [fault] : []));
    expect(new Set(still.map(({ service }) => service))).toEqual(new Set(killable));
    for (const { stands } of still) expect(stands).toBeGreaterThan(2_000);
    const failing = faults.flatMap((fault) => (fault.kind === 'a receiver hangs' ? [fault] : []));
    expect(new Set(failing.map(({ receiver, how }) => `${receiver} ${how}`)).size).toBe(2 * waysToFail.length);
  });

  it('lets either network go bad in any way', () => {
    const bad = first(7, turn * 100).flatMap((fault) => (fault.kind === 'a network goes bad' ? [fault] : []));
    expect(new Set(bad.map(({ to, how }) => `${to} ${how}`)).size).toBe(2 * waysToBeBad.length);
  });

  it('draws evenly', () => {
    const hours = first(7, turn * 200).flatMap((fault) => (fault.kind === 'a clock goes wrong' ? [fault.hours] : []));
    expect(hours).toHaveLength(200);
    for (const hour of hours) expect(Math.abs(hour)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...hours)).toBe(20);
    expect(Math.min(...hours)).toBe(-20);
  });
});
