import { evolveBy, type Evolution } from '@ttg/event-sourcing';
import type { DutyToReferEvent } from '../events';
import { owesNothing, type Agreement, type Drafted, type DutyToRefer, type Sent } from './referral';

/** The stream of a referral. */
export const referralStream = (referralId: string): string => `dutyToRefer-${referralId}`;

type DataOf<Type> = Extract<DutyToReferEvent, { readonly type: Type }>['data'];

const whilePrepared =
  <Data>(change: (referral: Drafted | Sent, data: Data) => DutyToRefer) =>
  (state: DutyToRefer, data: Data): DutyToRefer =>
    state.status === 'drafted' || state.status === 'sent' ? change(state, data) : state;

const whileSent =
  <Data>(change: (referral: Sent, data: Data) => DutyToRefer) =>
  (state: DutyToRefer, data: Data): DutyToRefer =>
    state.status === 'sent' ? change(state, data) : state;

const answered = (answer: Agreement['answer']) =>
  whilePrepared<DataOf<'housing.agreement-given'>>((referral, { to, on, how, council, herWords }) => ({
    ...referral,
    agreements: { ...referral.agreements, [to]: { answer, on, how, council, herWords } },
  }));

/** A referral as its events leave it. */
export const dutyToRefer: Evolution<DutyToRefer, DutyToReferEvent> = {
  initial: { status: 'not-begun' },
  evolve: evolveBy<DutyToRefer, DutyToReferEvent>({
    'housing.referral-drafted': (_, { referralId, caseId, reason }) => ({
      status: 'drafted',
      referralId,
      caseId,
      reason,
      agreements: {},
    }),
    'housing.agreement-given': answered('given'),
    'housing.agreement-refused': answered('refused'),
    'housing.agreement-withdrawn': answered('withdrawn'),
    'housing.she-was-asked-who-must-not-know': whilePrepared((referral, asked) => ({
      ...referral,
      whoMustNotKnow: {
        council: asked.council,
        inPrivate: asked.inPrivate,
        anyoneAtThisCouncil: asked.anyoneAtThisCouncil,
        anyoneInThisArea: asked.anyoneInThisArea,
      },
    })),
    'housing.duty-to-refer-made': whilePrepared((referral, { council, reason, on, receiptDueBy, content }) => ({
      ...referral,
      status: 'sent',
      council,
      reason,
      sentOn: on,
      receiptDueBy,
      content,
      contacts: [],
      callSlots: [],
      duties: [],
      acknowledged: [],
    })),
    'housing.referral-received': whileSent((referral, { on, at, how, by, reference }) => ({
      ...referral,
      receipt: { on, at, how, by, reference },
    })),
    'housing.contact-attempted': whileSent((referral, { on, how, outcome }) => ({
      ...referral,
      contacts: [...referral.contacts, { on, how, outcome }],
    })),
    'housing.contact-made': whileSent((referral, { on, how }) => ({
      ...referral,
      contacts: [...referral.contacts, { on, how }],
    })),
    'housing.call-slot-requested': whileSent((referral, { on }) => ({
      ...referral,
      callSlots: [...referral.callSlots, { on }],
    })),
    'housing.call-slot-booked': whileSent((referral, { on, slotAt }) => ({
      ...referral,
      callSlots: [...referral.callSlots, { on, slotAt }],
    })),
    'housing.duty-decided': whileSent(
      (referral, { section, decidedOn, notifiedOn, lastDayForReview, reason, words, outcome }) => ({
        ...referral,
        duties: [...referral.duties, { section, decidedOn, notifiedOn, lastDayForReview, reason, words, outcome }],
      }),
    ),
    'housing.duty-ended': whileSent((referral, { section, on, reason }) => ({
      ...referral,
      duties: referral.duties.map((duty) =>
        duty.section === section && !duty.ended && !owesNothing(section) ? { ...duty, ended: { on, reason } } : duty,
      ),
    })),
    'housing.referral-withdrawn': whilePrepared((before, { referralId, caseId, reason, other, on }) => ({
      status: 'withdrawn',
      referralId,
      caseId,
      why: reason,
      other,
      on,
      before,
    })),
    'housing.referral-needs-reconfirming': whileSent((referral, { on, why }) => ({
      ...referral,
      reconfirming: { since: on, why },
    })),
    'housing.referral-reconfirmed': whileSent(({ reconfirming: _, ...referral }, { on, by }) => ({
      ...referral,
      reconfirmed: { on, by },
    })),
    'housing.referral-update-acknowledged': whileSent((referral, { updateId, on }) => ({
      ...referral,
      acknowledged: [...referral.acknowledged, { updateId, on }],
    })),
    'housing.referral-carried-over': whilePrepared((referral, { caseId }) => ({ ...referral, caseId })),
  }),
};
