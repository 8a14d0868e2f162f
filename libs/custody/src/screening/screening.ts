import { type IsoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, inCustody, type InCustody } from '../case/custody-case';
import {
  type Answer,
  type FamilyAnswers,
  type HealthAnswers,
  type HousingBeforeCustody,
  type PracticalAnswers,
  receptionScreeningCompleted,
  type SafetyAnswers,
  screeningRepeated,
} from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { findings, type HomeAnswers } from './findings';

/** Her answers, as she gave them. What was left out was not asked. */
export interface Screen {
  readonly screenedOn: IsoDate;
  /** Was she asked alone, where nobody could overhear? */
  readonly inPrivate: boolean;
  readonly home?: HomeAnswers;
  readonly housingBefore?: HousingBeforeCustody;
  readonly gpOutside?: Answer;
  readonly health?: HealthAnswers;
  readonly safety?: SafetyAnswers;
  readonly family?: FamilyAnswers;
  readonly practical?: PracticalAnswers;
  readonly herWords?: string;
}

export class AlreadyScreened extends Refusal {
  readonly code = 'already-screened';

  constructor() {
    super('Her reception screening is recorded. Record this one as a repeat: what she said first is kept beside it.');
  }
}

export class NotScreenedYet extends Refusal {
  readonly code = 'not-screened-yet';

  constructor() {
    super('There is no reception screening to repeat. Record this one as the first.');
  }
}

/** The first screening, on reception. */
export const completeScreening =
  (screen: Screen, day: OnThatDay): CaseDecision =>
  (state) => {
    const stay = inCustody(state);
    if (stay.lastScreenedOn !== undefined) throw new AlreadyScreened();
    return receptionScreeningCompleted(record(screen, stay, day));
  };

/** Asked again, in private: first-night answers are often "no" where they are not. Replaces nothing. */
export const repeatScreening =
  (screen: Screen, day: OnThatDay): CaseDecision =>
  (state) => {
    const stay = inCustody(state);
    if (stay.lastScreenedOn === undefined) throw new NotScreenedYet();
    notBefore(screen.screenedOn, stay.lastScreenedOn, 'of the screening before it', 'screenedOn');
    return screeningRepeated(record(screen, stay, day));
  };

const record = (screen: Screen, { caseId, receivedOn }: InCustody, day: OnThatDay) => {
  const { screenedOn, inPrivate, housingBefore, health, safety, family, practical, herWords } = screen;
  notBefore(happenedOn(screenedOn, day, 'screenedOn'), receivedOn, 'she was received', 'screenedOn');
  return {
    caseId,
    screenedOn,
    inPrivate,
    findings: findings({ ...screen, ...health, livedBefore: housingBefore?.livedBefore }),
    practical,
    housing: sealed(housingBefore),
    health: sealed(health),
    safety: sealed(safety),
    family: sealed(family),
    herWords: sealed(herWords),
  };
};

const sealed = <T>(value: T | undefined): Personal<T> | undefined =>
  value === undefined ? undefined : Personal.of(value);
