import type { EventOf } from '@ttg/event-sourcing';
import type { referralCarriedOver } from '@ttg/housing/events';
import type { FactEvent } from '../facts';

/** What the facts are folded from; a referral that is carried over concerns two cases at once. */
export type RuleEvent = FactEvent | EventOf<typeof referralCarriedOver>;
