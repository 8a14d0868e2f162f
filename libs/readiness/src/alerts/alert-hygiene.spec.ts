import { date } from '@ttg/calendar';
import { fortyWomen } from '../testing/forty-women';

describe('a list of forty women, with staff who act within days (part G, "alert hygiene")', () => {
  it.each([7, 11, 23])('gives no more than 4 new alerts a working day and 25 open (seed %s)', (seed) => {
    const { newADay, open, red } = fortyWomen(seed, date('2027-01-04'), 26);
    expect(newADay).toBeLessThanOrEqual(4);
    expect(open).toBeLessThanOrEqual(25);
    expect(red).toBeLessThanOrEqual(5);
    // A list that stayed empty would prove nothing.
    expect(newADay).toBeGreaterThan(0.5);
    expect(open).toBeGreaterThan(5);
    expect(red).toBeGreaterThan(0.5);
  });
});
