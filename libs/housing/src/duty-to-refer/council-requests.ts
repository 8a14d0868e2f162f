import { type IsoDate, isoInstant } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';
import { dated, dayOf } from '../dates';
import type { OnThatDay } from '../on-that-day';
import {
  acknowledgeUpdate,
  arrangeCall,
  attemptContact,
  makeContact,
  receiveReferral,
  reconfirmReferral,
} from './council-answers';
import type {
  AcknowledgementRequest,
  CallSlotRequest,
  ContactAttemptRequest,
  ContactMadeRequest,
  DutyDecisionRequest,
  DutyEndRequest,
  ReceiptRequest,
  ReconfirmationRequest,
} from './council.dto';
import { decideDuty, endDuty } from './duties';
import type { ReferralDecision } from './referrals';

/** What a council said, ready to be decided on: the same whether it came over HTTP or in a message. */
export interface CouncilAnswer {
  readonly decide: (day: OnThatDay) => ReferralDecision;
  /** The day it was true. */
  readonly on?: IsoDate;
}

export const fromReceipt = (request: ReceiptRequest): CouncilAnswer => {
  const receipt = dated(request);
  return { on: receipt.on, decide: (day) => receiveReferral(receipt, day) };
};

export const fromContactAttempt = (request: ContactAttemptRequest): CouncilAnswer => {
  const attempt = dated(request);
  return { on: attempt.on, decide: (day) => attemptContact(attempt, day) };
};

export const fromContact = (request: ContactMadeRequest): CouncilAnswer => {
  const contact = dated(request);
  return { on: contact.on, decide: (day) => makeContact(contact, day) };
};

export const fromCallSlot = (request: CallSlotRequest): CouncilAnswer => {
  const { on } = dated(request);
  const slotAt = request.slotAt === undefined ? undefined : isoInstant(Temporal.Instant.from(request.slotAt));
  return { on, decide: (day) => arrangeCall({ on, slotAt }, day) };
};

export const fromDecision = (request: DutyDecisionRequest): CouncilAnswer => {
  const decision = { ...request, decidedOn: dayOf(request.decidedOn), notifiedOn: dayOf(request.notifiedOn) };
  return { on: decision.decidedOn, decide: (day) => decideDuty(decision, day) };
};

export const fromDutyEnd = (request: DutyEndRequest): CouncilAnswer => {
  const ending = dated(request);
  return { on: ending.on, decide: (day) => endDuty(ending, day) };
};

export const fromReconfirmation = (request: ReconfirmationRequest): CouncilAnswer => {
  const confirmed = dated(request);
  return { on: confirmed.on, decide: (day) => reconfirmReferral(confirmed, day) };
};

/** @param request with the id of the notice that told of the update */
export const fromAcknowledgement = (request: AcknowledgementRequest & { readonly updateId: string }): CouncilAnswer => {
  const { on, updateId } = dated(request);
  return { on, decide: (day) => acknowledgeUpdate({ updateId, on }, day) };
};
