import { type Fault, planOf } from './plan';

const first = (seed: number, count: number): Fault[] => {
  const plan = planOf(seed);
  return Array.from({ length: count }, () => plan.next().value.fault);
};

/** As many as there are in one turn. */
const turn = 11;

describe('what goes wrong in a round', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(first(7, 40)).toEqual(first(7, 40));
    expect(first(8, 40)).not.toEqual(first(7, 40));
  });

  it('is of every kind before anything comes again, with the relay and readiness among the killed', () => {
    for (const seed of [1, 2, 3]) {
      const faults = first(seed, turn);
      expect(new Set(faults.map(({ kind }) => kind)).size).toBe(9);
      const killed = faults.flatMap((fault) => (fault.kind === 'a service is killed' ? [fault.service] : []));
      expect(killed).toEqual(expect.arrayContaining(['relay', 'readiness']));
    }
  });

  it('draws evenly', () => {
    const hours = first(7, turn * 200).flatMap((fault) => (fault.kind === 'a clock goes wrong' ? [fault.hours] : []));
    expect(hours).toHaveLength(200);
    for (const hour of hours) expect(Math.abs(hour)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...hours)).toBe(20);
    expect(Math.min(...hours)).toBe(-20);
  });
});
