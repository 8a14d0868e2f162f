import type { CloseCustodyCase } from '@ttg/custody/closing/commands';
import type { ChangeCustodyStatus, RecordSentence } from '@ttg/custody/legal-status/commands';
import type { MoveToPrison } from '@ttg/custody/moves/commands';
import type { OpenCaseFor } from '@ttg/custody/reception/commands';
import type { RecordReleaseDate, WithdrawDate } from '@ttg/custody/release-dates/commands';
import type { RecordReleaseReversal } from '@ttg/custody/release-reversal/commands';
import type { RecordRelease } from '@ttg/custody/release/commands';
import type { RecordReturn } from '@ttg/custody/return/commands';
import type { AddIdentifier } from '@ttg/people/identifiers/commands';
import type { MergePersons } from '@ttg/people/merging/commands';
import type { RegisterWoman } from '@ttg/people/registration/commands';

export type Reception = OpenCaseFor['reception'];

/** One command of `people` or `custody`, without the ids that are made when it is given. */
export type Step =
  | { readonly do: 'register'; readonly registration: RegisterWoman['registration'] }
  /** Without a personId: of the woman the step before registered. */
  | { readonly do: 'receive'; readonly personId?: string; readonly reception: Reception }
  | {
      readonly do: 'return';
      readonly caseId: string;
      readonly reason: RecordReturn['reason'];
      readonly reception: Reception;
    }
  | { readonly do: 'move'; readonly caseId: string; readonly move: MoveToPrison['move'] }
  | { readonly do: 'release'; readonly caseId: string; readonly release: RecordRelease['release'] }
  | {
      readonly do: 'reverse-release';
      readonly caseId: string;
      readonly reversal: RecordReleaseReversal['reversal'];
    }
  | { readonly do: 'close'; readonly caseId: string; readonly closing: CloseCustodyCase['closing'] }
  | { readonly do: 'set-date'; readonly caseId: string; readonly change: RecordReleaseDate['change'] }
  | { readonly do: 'withdraw-date'; readonly caseId: string; readonly withdrawal: WithdrawDate['withdrawal'] }
  | { readonly do: 'change-status'; readonly caseId: string; readonly change: ChangeCustodyStatus['change'] }
  | { readonly do: 'sentence'; readonly caseId: string; readonly sentence: RecordSentence['sentence'] }
  | { readonly do: 'merge'; readonly merge: MergePersons['merge'] }
  | { readonly do: 'add-number'; readonly personId: string; readonly identifier: AddIdentifier['identifier'] };

/** Why there is nothing to do. */
export type Why =
  | 'known-already'
  /** Something later is known, and this must not undo it. */
  | 'overtaken'
  | 'another-prison'
  /** She went out and is still in custody: court, hospital, a day outside, another prison. */
  | 'not-a-release'
  /** Escaped or absconded: nobody prepares her release, and custody has no word for it yet. */
  | 'unlawfully-at-large'
  /** Nothing is kept of her here; her dates are fetched when she is received. */
  | 'not-known-here'
  | 'not-inside';

/** What it waits for: some of it comes by itself, the rest is for a person to settle. */
export type Wait =
  /** It is dated ahead: counted as a movement, it would make all that follow look delayed. */
  | 'date-to-come'
  /** Her reception has not come yet, or never will. */
  | 'not-received-yet'
  | 'no-such-prisoner'
  | 'no-such-booking'
  | 'legal-status-not-known'
  /** The reception that opened her case was taken back, and others have written to the case since. */
  | 'reception-taken-back'
  /** There is more under the old number, so nobody can say without looking whose it is. */
  | 'booking-moved-between-two';

export type Outcome =
  | { readonly is: 'to-do'; readonly steps: readonly Step[] }
  | { readonly is: 'nothing'; readonly why: Why }
  | { readonly is: 'waits'; readonly why: Wait };

export const toDo = (...steps: readonly Step[]): Outcome => ({ is: 'to-do', steps });
export const nothing = (why: Why): Outcome => ({ is: 'nothing', why });
export const waits = (why: Wait): Outcome => ({ is: 'waits', why });
