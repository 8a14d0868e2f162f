import { pause, type ReadModels } from '@ttg/event-sourcing';

const alertsOf = `select case_id as "caseId" from readiness.alert where rule = 'G8' and case_id = any($1::uuid[])`;

/** How long to wait for the last one. Milliseconds. */
const patience = 30_000;

/** Looks into the board's rows whenever they may have changed, for alerts that are expected. */
export class AlertWatch {
  private readonly waiting = new Map<string, number>();
  private readonly latencies: number[] = [];
  private readonly stopListening: () => void;
  private isLooking = false;
  private mustLook = false;

  /** @param listen calls whenever there may be something new; it returns what ends that */
  constructor(
    private readonly readModels: ReadModels,
    listen: (look: () => void) => () => void,
  ) {
    this.stopListening = listen(() => void this.look());
  }

  /** @param since when its command was to be given, by `performance.now()`. */
  expect(caseId: string, since: number): void {
    this.waiting.set(caseId, since);
  }

  /** @returns how long each took, in milliseconds, once all are there. @throws Error when one does not come. */
  async all(): Promise<readonly number[]> {
    const deadline = performance.now() + patience;
    while (this.waiting.size > 0) {
      if (performance.now() > deadline) throw new Error(`${this.waiting.size} alerts did not come.`);
      await pause(10);
    }
    return this.latencies;
  }

  end(): void {
    this.stopListening();
  }

  private async look(): Promise<void> {
    this.mustLook = true;
    if (this.isLooking) return;
    this.isLooking = true;
    while (this.mustLook) {
      this.mustLook = false;
      const rows = await this.readModels.query<{ caseId: string }>(alertsOf, [[...this.waiting.keys()]]);
      const now = performance.now();
      for (const { caseId } of rows) this.saw(caseId, now);
    }
    this.isLooking = false;
  }

  private saw(caseId: string, now: number): void {
    const since = this.waiting.get(caseId);
    if (since === undefined) return;
    this.waiting.delete(caseId);
    this.latencies.push(now - since);
  }
}
