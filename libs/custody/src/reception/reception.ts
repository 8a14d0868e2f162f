import { date, isBefore } from '@ttg/calendar';
import { InvalidCommand, type IsoDate, Refusal } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { CaseDecision } from '../case/custody-case';
import { womanReceived, type LegalStatus, type ReceivedFrom } from '../events';
import { happenedOn, notLongAgo, type OnThatDay } from '../on-that-day';

export interface ReceiveWoman {
  readonly prison: PrisonId;
  readonly receivedOn: IsoDate;
  readonly from: ReceivedFrom;
  readonly legalStatus: LegalStatus;
}

/** What is known of her and of the case before it begins. */
export interface NewCase {
  readonly caseId: string;
  readonly personId: string;
  readonly previousCaseId?: string;
  readonly synthetic: boolean;
  readonly bornOn?: IsoDate;
}

export class AlreadyReceived extends Refusal {
  readonly code = 'already-received';

  constructor() {
    super('Her reception is recorded on this case already.');
  }
}

/** Does not say when she was born: errors reach logs. */
export class BeforeBirth extends InvalidCommand {
  readonly code = 'before-birth';

  constructor(
    readonly field: string,
    what: string,
  ) {
    super(`This is before the day she was born, as it is recorded. Check the date of ${what}, then her date of birth.`);
  }
}

/** @param bornOn where it is known. @throws BeforeBirth */
export const notBeforeBirth = (on: IsoDate, bornOn: IsoDate | undefined, field: string, what: string): void => {
  if (bornOn && isBefore(date(on), date(bornOn))) throw new BeforeBirth(field, what);
};

export class RecalledIsRecalled extends InvalidCommand {
  readonly code = 'recalled-is-recalled';
  readonly field = 'legalStatus';

  constructor() {
    super(
      'A woman received on recall has the legal status `recalled`. Record other matters she is held for afterwards.',
    );
  }
}

/** She comes through the gate: a case begins. */
export const receiveWoman =
  ({ prison, receivedOn, from, legalStatus }: ReceiveWoman, woman: NewCase, day: OnThatDay): CaseDecision =>
  (state) => {
    if (state.status !== 'not-opened') throw new AlreadyReceived();
    const { bornOn, ...about } = woman;
    notLongAgo(happenedOn(receivedOn, day, 'receivedOn'), day, 'receivedOn');
    notBeforeBirth(receivedOn, bornOn, 'receivedOn', 'reception');
    if (from === 'recall' && legalStatus !== 'recalled') throw new RecalledIsRecalled();
    return womanReceived({ ...about, prison, receivedOn, from, legalStatus });
  };
