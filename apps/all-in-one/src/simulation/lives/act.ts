import { startOfLondonDay } from '@ttg/calendar';
import type { Actor, Written } from '@ttg/event-sourcing';
import type { Command } from '@nestjs/cqrs';
import type { Temporal } from 'temporal-polyfill';
import type { Day } from './days';

/** What a command of a context answers: what was written, alone or with an id. */
export type Answer = Written | { readonly written: Written };

/** Something that somebody records of a woman, on a day, at a time. */
export interface Act {
  readonly on: Day;
  /** Minutes since midnight in London. */
  readonly minute: number;
  readonly by: Actor;
  /** For the sentence that says what went wrong. */
  readonly name: string;
  readonly command: Command<Answer>;
}

/** The moment in London. On the two days when clocks change it is an hour off by the clock on the wall, and nobody minds. */
export const momentOf = ({ on, minute }: Pick<Act, 'on' | 'minute'>): Temporal.Instant =>
  startOfLondonDay(on.date).add({ minutes: minute });
