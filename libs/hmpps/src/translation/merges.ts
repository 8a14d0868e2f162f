import type { PrisonNumber } from '@ttg/reference';
import type { Her } from '../known/her';
import { nothing, type Outcome, toDo, waits } from './outcome';

/** Two numbers, and what is known here under each. */
export interface TwoNumbers {
  readonly kept: PrisonNumber;
  readonly removed: PrisonNumber;
  readonly underKept?: Her;
  readonly underRemoved?: Her;
}

/**
 * Both numbers are hers. Two records become one by an event and a mapping: nothing stored before changes. Where there is one
 * record only, it has both numbers from now on, so that what comes late under the old one finds her.
 */
export const merged = (numbers: TwoNumbers, source: 'prisoner-merged' | 'booking-moved'): Outcome => {
  const { kept, removed, underKept, underRemoved } = numbers;
  if (!underKept && !underRemoved) return nothing('not-known-here');
  if (underKept && underRemoved) {
    const [personId, removedPersonId] = [underKept.personId, underRemoved.personId];
    if (personId === removedPersonId) return nothing('known-already');
    return toDo({ do: 'merge', merge: { personId, removedPersonId, source } });
  }
  const [her, value] = underKept ? [underKept, removed] : [underRemoved, kept];
  if (!her) return nothing('not-known-here');
  return toDo({ do: 'add-number', personId: her.personId, identifier: { kind: 'prison-number', value } });
};

/**
 * A stay was moved from one number to the other. That both are hers follows only where nothing is left under the old one;
 * otherwise they may be two women, and the stay was put down to the wrong one.
 * @param leftBehind whether HMPPS still has a booking under the old number
 */
export const bookingMoved = (numbers: TwoNumbers, leftBehind: boolean): Outcome => {
  if (!numbers.underKept && !numbers.underRemoved) return nothing('not-known-here');
  if (numbers.underKept && numbers.underKept.personId === numbers.underRemoved?.personId)
    return nothing('known-already');
  if (!leftBehind) return merged(numbers, 'booking-moved');
  return numbers.underRemoved?.openCase ? waits('booking-moved-between-two') : nothing('not-known-here');
};
