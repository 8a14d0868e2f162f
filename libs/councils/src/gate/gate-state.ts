import type { PlainDate } from '@ttg/calendar';
import type { GssCode } from '@ttg/reference';
import { councilToday } from '../council-today';
import type { Passage } from './passage';

/** A referral and whose it is: by the record of hers that stays, where she had several. */
export interface Kept {
  readonly passage: Passage;
  readonly personId: string;
}

/** What the tables say of the referrals, women and cases that some events are about. */
export interface Loaded {
  readonly referrals: readonly Kept[];
  /** Councils that must not know, by the woman. */
  readonly forbidden: readonly (readonly [personId: string, council: GssCode])[];
  readonly openedInError: readonly string[];
  /** Records that were removed, and those that stay. */
  readonly merged: readonly (readonly [removedId: string, keptId: string])[];
}

/** Referrals, and cases that are taken to be opened in error from now on, or not any more. */
export interface Changes {
  readonly referrals: readonly Kept[];
  readonly inError: readonly string[];
  readonly notInError: readonly string[];
}

/** The gate as it stands while events are taken in one after another: what they change is written when they are through. */
export class GateState {
  private readonly referrals: Map<string, Kept>;
  private readonly forbidden: Loaded['forbidden'];
  private readonly openedInError: Set<string>;
  private readonly merged: ReadonlyMap<string, string>;
  private readonly changedReferrals = new Set<string>();
  private readonly changedCases = new Set<string>();

  constructor({ referrals, forbidden, openedInError, merged }: Loaded) {
    this.referrals = new Map(referrals.map((kept) => [kept.passage.referralId, kept]));
    this.forbidden = forbidden;
    this.openedInError = new Set(openedInError);
    this.merged = new Map(merged);
  }

  ofReferral(referralId: string): Kept | undefined {
    return this.referrals.get(referralId);
  }

  ofCase(caseId: string): readonly Kept[] {
    return this.inOrder(({ passage }) => passage.caseId === caseId);
  }

  ofPersons(personIds: readonly string[]): readonly Kept[] {
    return this.inOrder(({ personId }) => personIds.includes(personId));
  }

  keep(kept: Kept): void {
    const { referralId } = kept.passage;
    this.referrals.set(referralId, kept);
    this.changedReferrals.add(referralId);
  }

  /** Must that council not know, by an instruction of hers? One to a council whose work it does since counts too. */
  isForbidden(personId: string, council: GssCode, today: PlainDate): boolean {
    const target = councilToday(council, today);
    return this.forbidden.some(([of, named]) => of === personId && councilToday(named, today) === target);
  }

  isOpenedInError(caseId: string): boolean {
    return this.openedInError.has(caseId);
  }

  setOpenedInError(caseId: string, now: boolean): void {
    if (now) this.openedInError.add(caseId);
    else this.openedInError.delete(caseId);
    this.changedCases.add(caseId);
  }

  /** The record of hers that stays. */
  keptAs(personId: string): string {
    return this.merged.get(personId) ?? personId;
  }

  /** What is to be written. */
  changes(): Changes {
    const cases = [...this.changedCases];
    return {
      referrals: [...this.changedReferrals].flatMap((id) => this.ofReferral(id) ?? []),
      inError: cases.filter((id) => this.isOpenedInError(id)),
      notInError: cases.filter((id) => !this.isOpenedInError(id)),
    };
  }

  private inOrder(which: (kept: Kept) => boolean): readonly Kept[] {
    return [...this.referrals.values()].filter(which).sort(byReferralId);
  }
}

const byReferralId = ({ passage: one }: Kept, { passage: other }: Kept): number =>
  one.referralId < other.referralId ? -1 : 1;
