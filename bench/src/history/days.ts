import type { PlainDate } from '@ttg/calendar';
import { type IsoDate, isoDate, type IsoInstant } from '@ttg/event-sourcing';

/** Days counted from today, as dates: each is worked out once, for there are a million events. */
export class Days {
  private readonly known = new Map<number, IsoDate>();

  constructor(private readonly today: PlainDate) {}

  /** @param day 0 is today, -1 yesterday. */
  on(day: number): IsoDate {
    const found = this.known.get(day) ?? isoDate(this.today.add({ days: day }));
    this.known.set(day, found);
    return found;
  }

  /** In the morning of that day. @param nth tells the events of one day apart. */
  at(day: number, nth: number): IsoInstant {
    const [minutes, seconds] = [Math.floor(nth / 60) % 60, nth % 60].map((part) => String(part).padStart(2, '0'));
    return `${this.on(day)}T06:${minutes}:${seconds}Z` as IsoInstant;
  }
}
