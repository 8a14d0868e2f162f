import { type OrderRow, RecordedOrder } from './order';

/** Events at positions 1, 2, …, recorded so many minutes into the day. */
const doubtsOf = (...minutes: readonly number[]): readonly string[] => {
  const order = new RecordedOrder();
  const rows = minutes.map((minute, index): OrderRow => {
    const position = String(index + 1);
    return {
      position,
      stream: `s-${position}`,
      revision: '0',
      hash: Buffer.alloc(32),
      recorded_at_ms: minute * 60_000,
    };
  });
  const found = [...rows.flatMap((row) => order.see(row)), ...order.see()];
  return found.map(({ position, what }) => `${position} ${/before|after/.exec(what)?.[0]}`);
};

describe('positions against times of recording', () => {
  it('raise no doubt in order, nor where clocks differ by less than a minute', () =>
    expect(doubtsOf(1, 2, 2, 1.5, 2.4, 1.9, 9)).toEqual([]));

  it('name both of two events that changed places', () =>
    expect(doubtsOf(1, 7, 3, 4, 5, 6, 2, 8)).toEqual(['2 after', '7 before']));

  it('name one of two neighbours that changed places', () => expect(doubtsOf(1, 5, 3, 7)).toEqual(['2 after']));

  it('name the first event that was recorded later', () => expect(doubtsOf(9, 1, 2, 3)).toEqual(['1 after']));

  it('name the last event that was recorded earlier', () => expect(doubtsOf(3, 4, 5, 1)).toEqual(['4 before']));

  it('raise one doubt where a clock was set back', () =>
    expect(doubtsOf(10, 11, 12, 2, 3, 4, 5)).toEqual(['4 before']));
});
