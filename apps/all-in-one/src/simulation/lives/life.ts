import type { Command } from '@nestjs/cqrs';
import type { LegalStatus } from '@ttg/custody/events';
import { type CustodyPeriod, type ReleaseDateType, releaseDay } from '@ttg/calendar';
import type { Actor } from '@ttg/event-sourcing';
import { type PrisonId, releaseDayRuleOn } from '@ttg/reference';
import type { Act, Answer } from './act';
import { dayOf, daysUntil, type Day } from './days';
import type { Dice } from './dice';
import type { Her } from './her';
import type { HealthSoFar } from './health/health-so-far';
import type { HousingSoFar } from './housing/housing-so-far';
import type { SharingSoFar } from './sharing';

/** One period of hers: in custody, then twelve weeks outside. */
export interface Stay {
  /** From 1. */
  readonly number: number;
  readonly caseId: string;
  readonly receivedOn: Day;
  prison: PrisonId;
  legalStatus: LegalStatus;
  screened: Screened;
  hearingOn?: Day;
  /** Stays that count towards the 28 nights since sentence; absent while she is not sentenced. */
  served?: readonly CustodyPeriod[];
  dateDueOn?: Day;
  releaseDate?: { readonly date: Day; readonly type: ReleaseDateType };
  /** The day she leaves, by the date and the rule of A.10. */
  leavesOn?: Day;
  released?: { readonly on: Day; readonly from: 'prison' | 'court' };
  contacted: boolean;
  closed: boolean;
  readonly arranged: Set<string>;
  readonly heldBack: Set<string>;
}

/** How far screening has come, and what she has said of where she will live. */
type Screened = 'not-yet' | 'once' | 'again';

/** A life as it is being told: what is true of her on the day that is being told, and all that was recorded so far. */
export class Life {
  readonly acts: Act[] = [];
  stay: Stay;
  housing: HousingSoFar;
  health: HealthSoFar;
  sharing: SharingSoFar;
  /** Minutes since midnight of the last thing that was recorded today. */
  private minute = 0;
  private today: Day | undefined;

  constructor(
    readonly her: Her,
    first: { stay: Stay; housing: HousingSoFar; health: HealthSoFar; sharing: SharingSoFar },
    private readonly dice: { readonly custody: Dice; readonly hours: Dice },
  ) {
    this.stay = first.stay;
    this.housing = first.housing;
    this.health = first.health;
    this.sharing = first.sharing;
  }
}
