/** Lets so many through at a time; others wait their turn, up to a number, and whoever comes then is turned away. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly places: number,
    private readonly mostWaiting: number,
  ) {}

  get isFull(): boolean {
    return this.waiting.length >= this.mostWaiting;
  }

  /** @returns what the work returns; nothing where it was turned away */
  async pass<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.isFull) return undefined;
    if (this.inside < this.places) this.inside += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Its place goes to whoever waits.
      if (next) next();
      else this.inside -= 1;
    }
  }
}
