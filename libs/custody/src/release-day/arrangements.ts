import { type IsoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, notClosed } from '../case/custody-case';
import { type ArrangementKind, releaseDayArrangementFellThrough, releaseDayArrangementMade } from '../events';
import { notBefore, notFarAhead, type OnThatDay } from '../on-that-day';

/** Who does it: a kind of organisation, never a name. */
export const arrangedBy = [
  'prison',
  'probation',
  'healthcare',
  'council',
  'charity',
  'family-or-friend',
  'herself',
  'other',
] as const;

export const fallingThroughReasons = [
  'cancelled-by-other-side',
  'not-available',
  'date-moved',
  'she-chose-otherwise',
  'other',
] as const;

export interface MakeArrangement {
  readonly kind: ArrangementKind;
  /** The day it is for, where it has one. */
  readonly on?: IsoDate;
  readonly what?: string;
  readonly byWhom?: (typeof arrangedBy)[number];
}

/** Years ahead for which nobody arranges a day. */
const arrangedAhead = 5;

/** Something she will need on the day is arranged. Made again, it takes the place of what was arranged before. */
export const makeArrangement =
  ({ kind, on, what, byWhom }: MakeArrangement, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, receivedOn } = notClosed(state);
    if (on) notBefore(notFarAhead(on, day, arrangedAhead, 'on'), receivedOn, 'she was received');
    return releaseDayArrangementMade({
      caseId,
      kind,
      on,
      what: what === undefined ? undefined : Personal.of(what),
      byWhom,
    });
  };

export class NothingArranged extends Refusal {
  readonly code = 'nothing-arranged';

  constructor(kind: ArrangementKind) {
    super(`Nothing of the kind \`${kind}\` is arranged, so nothing can fall through.`);
  }
}

export interface ArrangementFellThrough {
  readonly kind: ArrangementKind;
  readonly why?: (typeof fallingThroughReasons)[number];
}

/** What was arranged does not hold. */
export const arrangementFellThrough =
  ({ kind, why }: ArrangementFellThrough): CaseDecision =>
  (state) => {
    const { caseId, arrangements } = notClosed(state);
    if (arrangements[kind] !== 'made') throw new NothingArranged(kind);
    return releaseDayArrangementFellThrough({ caseId, kind, why });
  };
