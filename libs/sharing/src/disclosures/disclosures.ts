import { isAfter, date, type PlainDate } from '@ttg/calendar';
import { InvalidCommand, type IsoDate, Personal } from '@ttg/event-sourcing';
import { disclosureMade } from '../events';
import type { SharingDecision } from '../record/sharing-record';

export class DateToCome extends InvalidCommand {
  readonly code = 'date-to-come';
  readonly field = 'on';

  constructor(today: PlainDate) {
    super(`This has happened, so its date is not after today, ${today.toString()}. Give the day it happened.`);
  }
}

/** On what ground something was shared: a closed list, so that nobody writes her story here. */
export const disclosureBases = [
  'her-agreement',
  'statutory-duty',
  'public-task',
  'risk-to-life',
  'safeguarding',
] as const;

export interface RecordDisclosure {
  readonly caseId: string;
  readonly to: string;
  readonly what: string;
  readonly basis: (typeof disclosureBases)[number];
  readonly on: IsoDate;
}

/** What was shared with whom, and why it might be. @throws DateToCome */
export const recordDisclosure =
  (disclosure: RecordDisclosure, today: PlainDate): SharingDecision =>
  () => {
    if (isAfter(date(disclosure.on), today)) throw new DateToCome(today);
    return disclosureMade({ ...disclosure, to: Personal.of(disclosure.to), what: Personal.of(disclosure.what) });
  };
