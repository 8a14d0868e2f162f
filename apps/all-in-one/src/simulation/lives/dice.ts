/** A weighted choice: each outcome with its share. Shares need not add up to one. */
export type Shares<T extends string> = Readonly<Record<T, number>>;

/**
 * Chance that a seed decides: the same seed, the same life. Every strand of a life rolls dice of its own, so that a change in
 * one leaves the others as they were.
 */
export class Dice {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = hashOf(seed);
  }

  /** Other dice, which follow from the same seed. */
  for(strand: string): Dice {
    return new Dice(`${this.seed}|${strand}`);
  }

  /** @param chance from 0, never, to 1, always */
  happens(chance: number): boolean {
    return this.roll() < chance;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.roll() * (most - least + 1));
  }

  /** @throws RangeError for an empty list */
  oneOf<T>(list: readonly T[]): T {
    const found = list[this.between(0, list.length - 1)];
    if (found === undefined) throw new RangeError('There is nothing to choose from.');
    return found;
  }

  byShare<T extends string>(shares: Shares<T>): T {
    const entries = Object.entries<number>(shares) as [T, number][];
    let left = this.roll() * entries.reduce((sum, [, share]) => sum + share, 0);
    for (const [outcome, share] of entries) {
      left -= share;
      if (left < 0) return outcome;
    }
    return this.oneOf(entries.map(([outcome]) => outcome));
  }

  /** From 0 up to 1, that excluded (mulberry32). */
  private roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}

/** FNV-1a over the text: neighbouring seeds give states that are far apart. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
};
