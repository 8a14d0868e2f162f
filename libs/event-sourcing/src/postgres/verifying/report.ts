import type { Position } from '../../store/event-store';

/** Something that is not as it was written, or may not be, and where. */
export interface Finding {
  readonly stream?: string;
  readonly revision?: number;
  readonly position?: string;
  /** A sentence. */
  readonly what: string;
}

/** What a verification found. */
export interface StoreReport {
  /** The position verified up to: what was appended meanwhile was left for the next time. Nothing in an empty store. */
  readonly upTo?: Position;
  readonly events: number;
  readonly streams: number;
  /** Certain. The first thousand; empty when every event is as it was written. */
  readonly faults: readonly Finding[];
  /** Odd, and possible where nobody did wrong. The first thousand. */
  readonly doubts: readonly Finding[];
}

const mostNamed = 1000;

/** Findings as they come: the first thousand are kept. */
export class Findings {
  readonly named: Finding[] = [];

  add(...found: readonly Finding[]): void {
    this.named.push(...found.slice(0, mostNamed - this.named.length));
  }
}
