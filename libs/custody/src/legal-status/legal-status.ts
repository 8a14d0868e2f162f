import { InvalidCommand, type IsoDate, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, inCustody } from '../case/custody-case';
import {
  courtHearingListed,
  custodyStatusChanged,
  type CustodyEvent,
  immigrationHoldEnded,
  immigrationHoldStarted,
  type LegalStatus,
  sentenced,
} from '../events';
import { happenedOn, notBefore, notFarAhead, notLongAgo, type OnThatDay } from '../on-that-day';
import { notBeforeBirth } from '../reception/reception';

/** What a standing can become without a sentence. By a sentence, any of them becomes `sentenced`. */
const transitions: Readonly<Record<LegalStatus, readonly LegalStatus[]>> = {
  remand: ['convicted-unsentenced', 'recalled', 'immigration'],
  'convicted-unsentenced': ['remand', 'recalled', 'immigration'],
  sentenced: ['remand', 'convicted-unsentenced', 'recalled', 'immigration'],
  recalled: ['remand', 'convicted-unsentenced', 'immigration'],
  immigration: ['remand', 'recalled'],
};

export class StatusUnchanged extends Refusal {
  readonly code = 'status-unchanged';
  override readonly field = 'legalStatus';

  constructor(status: LegalStatus) {
    super(`Her legal status is \`${status}\` already. Nothing is to be changed.`);
  }
}

export class SentenceNeeded extends InvalidCommand {
  readonly code = 'sentence-needed';
  readonly field = 'legalStatus';

  constructor() {
    super('Record the sentence, with the day it was passed: her status follows from it.');
  }
}

export class NoSuchTransition extends Refusal {
  readonly code = 'no-such-transition';
  override readonly field = 'legalStatus';

  constructor(from: LegalStatus) {
    super(`From \`${from}\` it can become: ${transitions[from].join(', ')}; or sentenced, by recording the sentence.`);
  }
}

export interface ChangeStatus {
  readonly legalStatus: LegalStatus;
  readonly on: IsoDate;
}

/** Her standing changes without a sentence. */
export const changeStatus =
  ({ legalStatus, on }: ChangeStatus, day: OnThatDay): CaseDecision =>
  (state) => {
    const stay = inCustody(state);
    notBefore(happenedOn(on, day), stay.receivedOn, 'she was received');
    if (legalStatus === stay.legalStatus) throw new StatusUnchanged(legalStatus);
    if (legalStatus === 'sentenced') throw new SentenceNeeded();
    if (!transitions[stay.legalStatus].includes(legalStatus)) throw new NoSuchTransition(stay.legalStatus);
    return custodyStatusChanged({ caseId: stay.caseId, legalStatus, on });
  };

type SentenceType = Extract<CustodyEvent, { type: 'custody.sentenced' }>['data']['sentenceType'];

export interface Sentence {
  readonly on: IsoDate;
  readonly sentenceType: SentenceType;
  readonly days?: number;
}

export class SentenceRecorded extends Refusal {
  readonly code = 'sentence-recorded';
  override readonly field = 'on';

  constructor() {
    super('A sentence of this kind, passed on this day, is recorded already.');
  }
}

export class NoLengthOfSentence extends InvalidCommand {
  readonly code = 'no-length-of-sentence';
  readonly field = 'days';

  constructor() {
    super('An indeterminate sentence has no length. Leave the days out.');
  }
}

/** The sentence of a court. It may be older than this reception: a recall, a woman who came from another prison. */
export const recordSentence =
  ({ on, sentenceType, days }: Sentence, day: OnThatDay, bornOn?: IsoDate): CaseDecision =>
  (state) => {
    const { caseId, sentences } = inCustody(state);
    notLongAgo(happenedOn(on, day), day, 'on');
    notBeforeBirth(on, bornOn, 'on', 'the sentence');
    if (sentenceType === 'indeterminate' && days !== undefined) throw new NoLengthOfSentence();
    if (sentences.some((known) => known.on === on && known.sentenceType === sentenceType)) throw new SentenceRecorded();
    return sentenced({ caseId, on, sentenceType, days });
  };

/** Years ahead of today for which a court lists nothing. */
const listedAhead = 3;

export interface Hearing {
  readonly on: IsoDate;
  readonly court?: string;
}

/** A day in court, known beforehand: from there she may walk out. The same day again writes nothing. */
export const listHearing =
  ({ on, court }: Hearing, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, receivedOn, hearings } = inCustody(state);
    notBefore(notFarAhead(on, day, listedAhead, 'on'), receivedOn, 'she was received');
    return hearings.includes(on) ? [] : courtHearingListed({ caseId, on, court });
  };

export class HoldStands extends Refusal {
  readonly code = 'immigration-hold-stands';

  constructor() {
    super('She is held under immigration powers. Record the end of the hold first.');
  }
}

export class NoHoldStands extends Refusal {
  readonly code = 'no-immigration-hold';

  constructor() {
    super('No immigration hold is recorded, so there is none to end.');
  }
}

export interface Hold {
  readonly on: IsoDate;
}

/** She is held under immigration powers, whatever else she is held for. */
export const startHold =
  ({ on }: Hold, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, receivedOn, heldSince } = inCustody(state);
    notBefore(happenedOn(on, day), receivedOn, 'she was received');
    if (heldSince !== undefined) throw new HoldStands();
    return immigrationHoldStarted({ caseId, on });
  };

export const endHold =
  ({ on }: Hold, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, heldSince } = inCustody(state);
    if (heldSince === undefined) throw new NoHoldStands();
    notBefore(happenedOn(on, day), heldSince, 'the hold began');
    return immigrationHoldEnded({ caseId, on });
  };
