import type { IsoInstant } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';

/** A notice that may be sent to a council. What is `thin` is all that leaves. */
export interface Notice {
  /** The order in which they were let out. */
  readonly sequence: string;
  /** What keeps them in order: all of a referral have one. */
  readonly key: string;
  readonly council: GssCode;
  readonly thin: {
    readonly id: string;
    readonly type: string;
    readonly time: IsoInstant;
    readonly detailUrl: string;
  };
}

/**
 * Who lets notices out (`CouncilNotices` of libs/councils): nothing is here that the gate has not come to, and nothing that was
 * silenced because an agreement ended.
 */
export abstract class NoticeSource {
  /** @returns at most `limit` that follow, in order. */
  abstract after(sequence: string, limit: number): Promise<readonly Notice[]>;
  abstract sentUpTo(consumer: string): Promise<string>;
  /** @returns false where somebody else has moved the mark meanwhile. */
  abstract markSent(consumer: string, moved: { readonly from: string; readonly to: string }): Promise<boolean>;
}
