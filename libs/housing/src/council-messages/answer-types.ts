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
  /** What it says, to whoever builds a council's system. */
  readonly says: string;
  readonly request: Type<object>;
  read(request: object): CouncilAnswer;
}

const answer = <Request extends object>(
  says: string,
  request: Type<Request>,
  read: (request: Request) => CouncilAnswer,
): AnswerType => ({
  says,
  request,
  // It was validated as one: `readAnswer` is the only caller.
  read: (validated) => read(validated as Request),
});

/** What a council's system may say in a message: the same as over HTTP, field for field. */
export const answerTypes: Readonly<Record<string, AnswerType>> = {
  'council.receipt': answer('We have the referral. A second receipt says nothing new.', ReceiptRequest, fromReceipt),
  'council.contact-attempt': answer('We tried to reach her, and did not.', ContactAttemptRequest, fromContactAttempt),
  'council.contact': answer('We have spoken with her.', ContactMadeRequest, fromContact),
  'council.call-slot': answer('We ask for a call with her, or have booked one.', CallSlotRequest, fromCallSlot),
  'council.decision': answer(
    'What we decided that we owe her, and the day she was told.',
    DutyDecisionRequest,
    fromDecision,
  ),
  'council.duty-end': answer('A duty that we owed her has ended.', DutyEndRequest, fromDutyEnd),
  'council.reconfirmation': answer('The referral still stands.', ReconfirmationRequest, fromReconfirmation),
  'council.update-acknowledgement': answer(
    'We have seen what a notice of yours told of.',
    AcknowledgementMessage,
    fromAcknowledgement,
  ),
};
