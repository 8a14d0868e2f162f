import type { PlainDate } from '@ttg/calendar';
import { type IsoDate, Personal } from '@ttg/event-sourcing';
import { type CommunicationNeeds, type Names, personDetailsCorrected } from '../events';
import { type PersonDecision, registered } from '../person/person';
import { possibleBirth } from '../registration/registration';

/** What is corrected, and to what. */
export type Correction =
  | { readonly field: 'names'; readonly now: Names }
  | { readonly field: 'date-of-birth'; readonly now: IsoDate }
  | { readonly field: 'ethnicity'; readonly now: string }
  | { readonly field: 'communication'; readonly now: CommunicationNeeds };

/** Who asked for it: her, or a kind of organisation. Never a name. */
export const askers = ['her', 'prison', 'probation', 'healthcare', 'council', 'other'] as const;

export interface CorrectDetails {
  readonly correction: Correction;
  readonly askedBy: (typeof askers)[number];
  readonly why: string;
}

/** Nothing is edited: a correction is appended, and from then on the wrong value is shown nowhere. */
export const correctDetails =
  ({ correction, askedBy, why }: CorrectDetails, today: PlainDate): PersonDecision =>
  (state) => {
    const { personId, details } = registered(state);
    const { field, now } = correction;
    if (correction.field === 'date-of-birth') possibleBirth(correction.now, today);
    return personDetailsCorrected({
      personId,
      field,
      was: details[field] ?? Personal.of(null),
      now: Personal.of(now),
      askedBy,
      why: Personal.of(why),
    });
  };
