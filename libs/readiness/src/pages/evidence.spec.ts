import { evidenceLines } from './evidence';

const fine = { withinDays: 14, women: 6, withoutAccommodation: 0, withoutGp: 0, withoutMedicines: 0 };

describe('what the board says of the next days', () => {
  it('names what is fine', () => {
    const lines = evidenceLines(fine);
    expect(lines[0]).toEqual({ fine: true, text: 'Nobody is due within 14 days without a safe address.' });
    expect(lines.every((line) => line.fine)).toBe(true);
  });

  it('counts who lacks what, among how many', () => {
    const [address, gp] = evidenceLines({ ...fine, withoutAccommodation: 1, withoutGp: 2 });
    expect(address).toEqual({ fine: false, text: '1 of 6 women due within 14 days is without a safe address.' });
    expect(gp?.text).toBe('2 of 6 women due within 14 days are without a GP.');
  });

  it('says nothing of what the account may not know', () => {
    const lines = evidenceLines({ withinDays: 14, women: 2, withoutAccommodation: 0 });
    expect(lines.map(({ text }) => text)).toEqual(['Nobody is due within 14 days without a safe address.']);
  });

  it('says that nobody leaves rather than that nobody lacks anything', () => {
    expect(evidenceLines({ ...fine, women: 0, withinDays: 7 })).toEqual([
      { fine: true, text: 'Nobody leaves within 7 days.' },
    ]);
  });
});
