import { isBefore, type PlainDate } from '@ttg/calendar';
import type { Validity } from './tables';

/** Does it hold on that day? `until` is the first day on which it no longer does. */
export const holdsOn = ({ from, until }: Validity, on: PlainDate): boolean =>
  !(from && isBefore(on, from)) && !(until && !isBefore(on, until));
