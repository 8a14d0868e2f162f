import type { PlainDate } from '@ttg/calendar';
import type { IsoDate } from '@ttg/event-sourcing';
import type { SharingDecision } from '../case/case-sharing';
import { disclosureMade } from '../events';
import { happenedOn } from '../instructions/instructions';

/** Which part of her record was given. */
export const disclosedParts = [
  'identity',
  'contact-route',
  'release-date',
  'housing-need',
  'referral',
  'support-needs',
  'medicines-summary',
  'record-copy',
] as const;

/** On what ground (law-and-practice E.1). */
export const disclosureBases = [
  'her-agreement',
  'her-request',
  'legal-obligation',
  'public-task',
  'vital-interests',
  'safeguarding',
] as const;

export interface RecordDisclosure {
  readonly caseId: string;
  /** The organisation it went to, by its code. */
  readonly to: string;
  readonly what: (typeof disclosedParts)[number];
  readonly basis: (typeof disclosureBases)[number];
  readonly on: IsoDate;
}

/** Something of hers was given to somebody. It is recorded also where it went against what she said: that is shown beside it. */
export const recordDisclosure =
  ({ caseId, to, what, basis, on }: RecordDisclosure, today: PlainDate): SharingDecision =>
  () =>
    disclosureMade({ caseId, to, what, basis, on: happenedOn(on, today) });
