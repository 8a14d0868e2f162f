import type { Type } from '@nestjs/common';
import { IsId } from '@ttg/web/http';
import {
  type CouncilAnswer,
  fromAcknowledgement,
  fromCallSlot,
  fromContact,
  fromContactAttempt,
  fromDecision,
  fromDutyEnd,
  fromReceipt,
  fromReconfirmation,
} from '../duty-to-refer/council-requests';
import {
  AcknowledgementRequest,
  CallSlotRequest,
  ContactAttemptRequest,
  ContactMadeRequest,
  DutyDecisionRequest,
  DutyEndRequest,
  ReceiptRequest,
  ReconfirmationRequest,
} from '../duty-to-refer/council.dto';

/** In a message the id of the update stands among the other fields; over HTTP it is in the path. */
export class AcknowledgementMessage extends AcknowledgementRequest {
  /** The id of the notice that told of the update. */
  @IsId() readonly updateId!: string;
}

/** What a message of this type may say, and what is decided on it. */
export interface AnswerType {
  readonly request: Type<object>;
  read(request: object): CouncilAnswer;
}

const answer = <Request extends object>(
  request: Type<Request>,
  read: (request: Request) => CouncilAnswer,
): AnswerType => ({
  request,
  // It was validated as one: `AnswerReader` is the only caller.
  read: (validated) => read(validated as Request),
});

/** What a council's system may say in a message: the same as over HTTP, field for field. */
export const answerTypes: Readonly<Record<string, AnswerType>> = {
  'council.receipt': answer(ReceiptRequest, fromReceipt),
  'council.contact-attempt': answer(ContactAttemptRequest, fromContactAttempt),
  'council.contact': answer(ContactMadeRequest, fromContact),
  'council.call-slot': answer(CallSlotRequest, fromCallSlot),
  'council.decision': answer(DutyDecisionRequest, fromDecision),
  'council.duty-end': answer(DutyEndRequest, fromDutyEnd),
  'council.reconfirmation': answer(ReconfirmationRequest, fromReconfirmation),
  'council.update-acknowledgement': answer(AcknowledgementMessage, fromAcknowledgement),
};
