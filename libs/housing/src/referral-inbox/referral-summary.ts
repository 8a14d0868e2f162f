import { evolveBy, type IsoDate, type IsoInstant } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import { agreementsTo } from '../duty-to-refer/referral';
import { owesNothing, type Agreement } from '../duty-to-refer/referral';
import type { AgreementTo, DutySection, DutyToReferEvent, ReferralReason, WithdrawalReason } from '../events';

/** A referral in a list: nothing of hers but dates and states. */
export interface ReferralSummary {
  readonly referralId: string;
  readonly caseId: string;
  readonly reason: ReferralReason;
  readonly status: 'drafted' | 'sent' | 'received' | 'decided' | 'closed' | 'withdrawn';
  readonly agreements: Readonly<Partial<Record<AgreementTo, Agreement['answer']>>>;
  readonly chosenCouncil?: GssCode;
  readonly council?: GssCode;
  readonly sentOn?: IsoDate;
  readonly receiptDueBy?: IsoDate;
  readonly receivedOn?: IsoDate;
  readonly failedContacts: number;
  readonly contactedOn?: IsoDate;
  readonly callSlotAt?: IsoInstant;
  readonly duties: Readonly<Partial<Record<DutySection, 'running' | 'ended'>>>;
  readonly needsReconfirming: boolean;
  readonly withdrawnAs?: WithdrawalReason;
}

/** Do the three agreements stand, and the referral with them? Only then may anything of it be shown to the council. */
export const mayBeShown = ({ status, agreements }: Pick<ReferralSummary, 'status' | 'agreements'>): boolean =>
  status !== 'withdrawn' && agreementsTo.every((to) => agreements[to] === 'given');

/** Drafted, or with a council that has not finished with it. */
export const isOpen = ({ status }: ReferralSummary): boolean => status !== 'withdrawn' && status !== 'closed';

type State = ReferralSummary | undefined;
type DataOf<Type> = Extract<DutyToReferEvent, { readonly type: Type }>['data'];

const then =
  <Data>(change: (summary: ReferralSummary, data: Data) => Partial<ReferralSummary>) =>
  (summary: State, data: Data): State =>
    summary && { ...summary, ...change(summary, data) };

const answered = (answer: Agreement['answer']) =>
  then<DataOf<'housing.agreement-given'>>(({ agreements, chosenCouncil }, { to, council }) => ({
    agreements: { ...agreements, [to]: answer },
    chosenCouncil: council ?? chosenCouncil,
  }));

const withDuty = (
  { duties: before }: ReferralSummary,
  section: DutySection,
  state: 'running' | 'ended',
): Partial<ReferralSummary> => {
  const duties = { ...before, [section]: state };
  return { duties, status: Object.values(duties).includes('running') ? 'decided' : 'closed' };
};

/** The summary as its events leave it. */
export const summarise = evolveBy<State, DutyToReferEvent>({
  'housing.referral-drafted': (_, { referralId, caseId, reason }) => ({
    referralId,
    caseId,
    reason,
    status: 'drafted',
    agreements: {},
    failedContacts: 0,
    duties: {},
    needsReconfirming: false,
  }),
  'housing.agreement-given': answered('given'),
  'housing.agreement-refused': answered('refused'),
  'housing.agreement-withdrawn': answered('withdrawn'),
  'housing.she-was-asked-who-must-not-know': (summary) => summary,
  'housing.duty-to-refer-made': then((_, { council, on, receiptDueBy }) => ({
    status: 'sent',
    council,
    sentOn: on,
    receiptDueBy,
  })),
  'housing.referral-received': then((_, { on }) => ({ status: 'received', receivedOn: on })),
  'housing.contact-attempted': then(({ failedContacts }) => ({ failedContacts: failedContacts + 1 })),
  'housing.contact-made': then((_, { on }) => ({ contactedOn: on })),
  'housing.call-slot-requested': (summary) => summary,
  'housing.call-slot-booked': then((_, { slotAt }) => ({ callSlotAt: slotAt })),
  'housing.duty-decided': then((summary, { section }) =>
    withDuty(summary, section, owesNothing(section) ? 'ended' : 'running'),
  ),
  'housing.duty-ended': then((summary, { section }) => withDuty(summary, section, 'ended')),
  'housing.referral-withdrawn': then((_, { reason }) => ({ status: 'withdrawn', withdrawnAs: reason })),
  'housing.referral-needs-reconfirming': then(() => ({ needsReconfirming: true })),
  'housing.referral-reconfirmed': then(() => ({ needsReconfirming: false })),
  'housing.referral-update-acknowledged': (summary) => summary,
  'housing.referral-carried-over': then((_, { caseId }) => ({ caseId })),
});
