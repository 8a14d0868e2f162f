import { type Decision, InvalidCommand, type IsoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { prisons } from '@ttg/reference';
import {
  gpRegistrationConfirmed,
  gpRegistrationDeclined,
  gpRegistrationRefused,
  gpRegistrationRequested,
  type GpRefusal,
  type GpRegistrationEvent,
} from '../events';
import { happenedOn, type OnThatDay } from '../on-that-day';
import type { GpRegistration } from './gp-registration';

type Deciding = Decision<GpRegistration, GpRegistrationEvent>;

/** The prison's own practice is where she is registered inside: it ends at the gate. */
export class PracticeOfThePrison extends InvalidCommand {
  readonly code = 'practice-of-the-prison';
  readonly field = 'practice';

  constructor() {
    super('That is the practice of a prison. Give the ODS code of the practice she will use outside.');
  }
}

export class PracticeNotKnown extends Refusal {
  readonly code = 'practice-not-known';
  override readonly field = 'practice';

  constructor() {
    super('Say which practice has registered her: give its ODS code, such as A81001.');
  }
}

export class RegisteredAlready extends Refusal {
  readonly code = 'registered-already';

  constructor() {
    super('She is registered already. If she wants another practice, record the new request.');
  }
}

interface WithPractice {
  readonly caseId: string;
  /** ODS code, normalised. */
  readonly practice?: string;
  readonly on?: IsoDate;
}

/** The practice is chosen and asked, with her GMS1 signed where it is: she need not attend (GMS contract 13.5B). */
export const requestRegistration =
  ({ caseId, practice, on, gms1Signed }: WithPractice & { readonly gms1Signed: boolean }, day: OnThatDay): Deciding =>
  () =>
    gpRegistrationRequested({ caseId, on: happenedOn(on, day), practice: outside(practice), gms1Signed });

/** She is registered, with the practice that was asked where no other is named. */
export const confirmRegistration =
  ({ caseId, practice, on }: WithPractice, day: OnThatDay): Deciding =>
  (state) => {
    const registered = outside(practice) ?? practiceOf(state);
    if (!registered) throw new PracticeNotKnown();
    return gpRegistrationConfirmed({ caseId, on: happenedOn(on, day), practice: registered });
  };

/** A practice said no, and why: with no address, ID or NHS number it may not (`whatToSay`). */
export const refuseRegistration =
  ({ caseId, practice, on, reason }: WithPractice & { readonly reason: GpRefusal }, day: OnThatDay): Deciding =>
  (state) => {
    if (state.status === 'confirmed') throw new RegisteredAlready();
    const refusing = outside(practice) ?? practiceOf(state);
    return gpRegistrationRefused({ caseId, on: happenedOn(on, day), practice: refusing, reason });
  };

/** She does not want one. She may change her mind at any time. */
export const declineRegistration =
  (
    { caseId, on, herWords }: Omit<WithPractice, 'practice'> & { readonly herWords?: string },
    day: OnThatDay,
  ): Deciding =>
  (state) => {
    if (state.status === 'confirmed') throw new RegisteredAlready();
    const words = herWords === undefined ? undefined : Personal.of(herWords);
    return gpRegistrationDeclined({ caseId, on: happenedOn(on, day), herWords: words });
  };

const practicesInside = new Set(prisons.map(({ gpPractice }) => gpPractice));

const outside = (practice: string | undefined): Personal<string> | undefined => {
  if (practice === undefined) return undefined;
  if (practicesInside.has(practice)) throw new PracticeOfThePrison();
  return Personal.of(practice);
};

const practiceOf = (state: GpRegistration): Personal<string> | undefined =>
  state.status === 'requested' || state.status === 'refused' ? state.practice : undefined;
