import { Dice } from './dice';

const rolls = (dice: Dice): number[] => Array.from({ length: 2000 }, () => dice.between(1, 6));

describe('dice', () => {
  it('roll the same for the same seed, and differently for another', () => {
    expect(rolls(new Dice('1|0'))).toEqual(rolls(new Dice('1|0')));
    expect(rolls(new Dice('1|0'))).not.toEqual(rolls(new Dice('1|1')));
  });

  it('of another strand do not follow from how often these were rolled', () => {
    const dice = new Dice('7|3');
    const before = rolls(dice.for('housing'));
    rolls(dice);
    expect(rolls(dice.for('housing'))).toEqual(before);
  });

  it('are fair', () => {
    const dice = new Dice('fair');
    const counts = [1, 2, 3, 4, 5, 6].map((face) => rolls(dice).filter((roll) => roll === face).length);
    for (const count of counts) expect(Math.abs(count - 2000 / 6)).toBeLessThan(70);
    const happened = Array.from({ length: 2000 }, () => dice.happens(0.3)).filter(Boolean).length;
    expect(Math.abs(happened - 600)).toBeLessThan(80);
  });

  it('choose by share, never what has none', () => {
    const dice = new Dice('shares');
    const chosen = Array.from({ length: 2000 }, () => dice.byShare({ often: 3, seldom: 1, never: 0 }));
    expect(chosen.filter((one) => one === 'never')).toHaveLength(0);
    expect(Math.abs(chosen.filter((one) => one === 'often').length - 1500)).toBeLessThan(100);
  });
});
