/** Lets a loop sleep until something happens; what happens while it is awake is not forgotten. */
export class Wake {
  private pending = false;
  private resolve: (() => void) | undefined;

  up(): void {
    this.pending = true;
    this.resolve?.();
  }

  /** @param ms milliseconds of real time after which it wakes by itself */
  async wait(ms: number): Promise<void> {
    if (!this.pending) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.resolve = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
    }
    this.resolve = undefined;
    this.pending = false;
  }
}
