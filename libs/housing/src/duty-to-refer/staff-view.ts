import type { PlainDate } from '@ttg/calendar';
import type { Vault } from '@ttg/event-sourcing';
import type { AgreementTo } from '../events';
import { type Opened, openFields } from '../opened';
import { nameToday, type CouncilName } from './council-view';
import {
  agreementsTo,
  type Agreement,
  type Drafted,
  type DutyOwed,
  type Receipt,
  type Reconfirmed,
  type Sent,
} from './referral';
import type { Begun } from './referrals';

/** What those who prepare it with her see: her answers, what was sent, what the council said. */
export interface StaffView {
  readonly referralId: string;
  readonly caseId: string;
  readonly status: Begun['status'];
  readonly reason: string;
  readonly agreements: Readonly<Partial<Record<AgreementTo, Opened<Agreement>>>>;
  readonly whoMustNotKnow: Drafted['whoMustNotKnow'];
  /** The council she chose, as it stands today. */
  readonly council?: CouncilName;
  readonly sent?: SentToCouncil;
  readonly withdrawn?: { readonly on: string; readonly reason: string; readonly other?: string };
}

export interface SentToCouncil {
  readonly on: string;
  readonly receiptDueBy: string;
  readonly content: Opened<Sent>['content'];
  readonly receipt: Opened<Receipt> | undefined;
  readonly contacts: Sent['contacts'];
  readonly callSlots: Sent['callSlots'];
  readonly duties: readonly Opened<DutyOwed>[];
  readonly reconfirming: Sent['reconfirming'];
  readonly reconfirmed: Opened<Reconfirmed> | undefined;
  readonly acknowledged: Sent['acknowledged'];
}

export const staffView = async (state: Begun, vault: Vault, today: PlainDate): Promise<StaffView> => {
  const referral = state.status === 'withdrawn' ? state.before : state;
  const chosen = referral.status === 'sent' ? referral.council : referral.agreements['choice-of-council']?.council;
  return {
    referralId: state.referralId,
    caseId: state.caseId,
    status: state.status,
    reason: referral.reason,
    agreements: await agreementsOf(referral, vault),
    whoMustNotKnow: referral.whoMustNotKnow,
    council: chosen && nameToday(chosen, today),
    sent: referral.status === 'sent' ? await sentToCouncil(referral, vault) : undefined,
    withdrawn: state.status === 'withdrawn' ? await withdrawnAs(state, vault) : undefined,
  };
};

const agreementsOf = async (
  { agreements }: Drafted | Sent,
  vault: Vault,
): Promise<Partial<Record<AgreementTo, Opened<Agreement>>>> => {
  const opened: Partial<Record<AgreementTo, Opened<Agreement>>> = {};
  for (const to of agreementsTo) {
    const agreement = agreements[to];
    if (agreement) opened[to] = await openFields(vault, agreement);
  }
  return opened;
};

const sentToCouncil = async (referral: Sent, vault: Vault): Promise<SentToCouncil> => {
  const { sentOn, receiptDueBy, content, receipt, contacts, callSlots, duties } = referral;
  const { reconfirming, reconfirmed, acknowledged } = referral;
  return {
    on: sentOn,
    receiptDueBy,
    content: (await openFields(vault, { content })).content,
    receipt: receipt && (await openFields(vault, receipt)),
    contacts,
    callSlots,
    duties: await Promise.all(duties.map((duty) => openFields(vault, duty))),
    reconfirming,
    reconfirmed: reconfirmed && (await openFields(vault, reconfirmed)),
    acknowledged,
  };
};

const withdrawnAs = async (
  { on, why, other }: Extract<Begun, { readonly status: 'withdrawn' }>,
  vault: Vault,
): Promise<StaffView['withdrawn']> => ({ on, reason: why, other: (await openFields(vault, { other })).other });
