/**
 * A map that keeps what was used last, `size` entries at the least and twice as many at the most. Two generations: what is
 * used moves to the young one, and when that is full the old one goes. Cheaper than keeping an order of use.
 */
export class RecentlyUsed<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  constructor(private readonly size: number) {}

  get(key: string): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const aged = this.old.get(key);
    if (aged !== undefined) this.set(key, aged);
    return aged;
  }

  set(key: string, value: Value): void {
    this.young.set(key, value);
    if (this.young.size <= this.size) return;
    this.old = this.young;
    this.young = new Map();
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }
}
