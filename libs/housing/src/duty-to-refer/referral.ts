import type { IsoDate, IsoInstant, Personal } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import type {
  AgreementHow,
  AgreementTo,
  DutySection,
  ReferralContent,
  ReferralOutcome,
  ReferralReason,
  WithdrawalReason,
} from '../events';

/** A duty to refer: nothing yet, being prepared with her, with the council, or withdrawn. */
export type DutyToRefer = NotBegun | Drafted | Sent | Withdrawn;

export interface NotBegun {
  readonly status: 'not-begun';
}

export interface Agreement {
  readonly answer: 'given' | 'refused' | 'withdrawn';
  readonly on: IsoDate;
  readonly how: AgreementHow;
  readonly council?: GssCode;
  readonly herWords?: Personal<string>;
}
export type Agreements = Readonly<Partial<Record<AgreementTo, Agreement>>>;

type AnyoneWhoMustNotKnow = 'yes' | 'no' | 'chose-not-to-say';

/** She was asked whether there is anyone at this council, or in this area, who must not know. */
export interface WhoMustNotKnow {
  readonly council?: GssCode;
  readonly inPrivate: boolean;
  readonly anyoneAtThisCouncil: AnyoneWhoMustNotKnow;
  readonly anyoneInThisArea: AnyoneWhoMustNotKnow;
}

interface Prepared {
  readonly referralId: string;
  /** The case that is open: a return to custody changes it. */
  readonly caseId: string;
  readonly reason: ReferralReason;
  readonly agreements: Agreements;
  readonly whoMustNotKnow?: WhoMustNotKnow;
}

export interface Drafted extends Prepared {
  readonly status: 'drafted';
}

export interface Receipt {
  readonly on: IsoDate;
  readonly at: IsoInstant;
  readonly how: string;
  readonly by?: Personal<string>;
  readonly reference?: Personal<string>;
}
export interface Reconfirmed {
  readonly on: IsoDate;
  readonly by: Personal<string>;
}
export interface Contact {
  readonly on: IsoDate;
  readonly how: string;
  /** Why it failed; absent where she was reached. */
  readonly outcome?: string;
}
export interface CallSlot {
  readonly on: IsoDate;
  /** Absent while it is only asked for. */
  readonly slotAt?: IsoInstant;
}
export interface DutyOwed {
  readonly section: DutySection;
  readonly decidedOn: IsoDate;
  readonly notifiedOn: IsoDate;
  readonly lastDayForReview: IsoDate;
  readonly reason?: string;
  readonly words?: Personal<string>;
  readonly outcome?: ReferralOutcome;
  readonly ended?: { readonly on: IsoDate; readonly reason: string };
}

/** An update that the council says it has seen, by the id of the notice that told of it. */
export interface Acknowledged {
  readonly updateId: string;
  readonly on: IsoDate;
}

export interface Sent extends Prepared {
  readonly status: 'sent';
  readonly council: GssCode;
  readonly sentOn: IsoDate;
  readonly receiptDueBy: IsoDate;
  readonly content: Personal<ReferralContent>;
  readonly receipt?: Receipt;
  readonly contacts: readonly Contact[];
  readonly callSlots: readonly CallSlot[];
  readonly duties: readonly DutyOwed[];
  readonly reconfirming?: { readonly since: IsoDate; readonly why: string };
  readonly reconfirmed?: Reconfirmed;
  readonly acknowledged: readonly Acknowledged[];
}

export interface Withdrawn {
  readonly status: 'withdrawn';
  readonly referralId: string;
  readonly caseId: string;
  readonly why: WithdrawalReason;
  readonly other?: Personal<string>;
  readonly on: IsoDate;
  readonly before: Drafted | Sent;
}

/** Has the council decided, with nothing that it owes still running? */
export const isClosed = ({ duties }: Sent): boolean =>
  duties.length > 0 && duties.every(({ section, ended }) => ended !== undefined || owesNothing(section));

/** A council that found her not homeless or not eligible owes nothing. */
export const owesNothing = (section: DutySection): boolean => section === 'not-homeless' || section === 'not-eligible';

/** With the council, and the council has not finished with it. */
export const isLive = (referral: DutyToRefer): referral is Sent => referral.status === 'sent' && !isClosed(referral);

export const agreementsTo = ['referral', 'choice-of-council', 'pass-on-contact-details'] as const;

/** Which of the three agreements are not given as things stand. */
export const missingAgreements = (agreements: Agreements): readonly AgreementTo[] =>
  agreementsTo.filter((to) => agreements[to]?.answer !== 'given');
