import { join } from 'node:path';
import { date, type PlainDate } from './plain-date';
import { cell, readTable } from './read-table';
import type { Confidence } from './source';

/** A day off in England and Wales. `computed` days are worked out ahead of publication and may still change. */
export interface BankHoliday {
  readonly date: PlainDate;
  readonly name: string;
  readonly status: 'published' | 'computed';
  readonly source: string;
  readonly confidence: Confidence;
}

/** What is known of a year's bank holidays; in an `unknown` year only weekends are taken for non-working days. */
export type HolidayKnowledge = BankHoliday['status'] | 'unknown';

/** The bank holidays of England and Wales, looked up by day. */
export class BankHolidays {
  private readonly byDay: ReadonlyMap<string, BankHoliday>;
  private readonly byYear: ReadonlyMap<number, HolidayKnowledge>;

  constructor(holidays: Iterable<BankHoliday>) {
    const byDay = new Map<string, BankHoliday>();
    const byYear = new Map<number, HolidayKnowledge>();
    for (const holiday of holidays) {
      byDay.set(holiday.date.toString(), holiday);
      if (byYear.get(holiday.date.year) !== 'computed') byYear.set(holiday.date.year, holiday.status);
    }
    this.byDay = byDay;
    this.byYear = byYear;
  }

  /** The bank holiday on that day, if it is one. */
  on(day: PlainDate): BankHoliday | undefined {
    return this.byDay.get(day.toString());
  }

  /** Are that year's holidays published, computed ahead of publication, or unknown? */
  knowledgeOf(year: number): HolidayKnowledge {
    return this.byYear.get(year) ?? 'unknown';
  }
}

/** Reads bank holidays from a CSV file in the form of `data/bank-holidays-england-and-wales.csv`. */
export const readBankHolidays = (path: string): BankHolidays =>
  new BankHolidays(
    readTable(path).map((row) => ({
      date: date(cell(row, 'date')),
      name: cell(row, 'name'),
      status: cell(row, 'status') === 'computed' ? 'computed' : 'published',
      source: cell(row, 'source'),
      confidence: cell(row, 'confidence') as Confidence,
    })),
  );

/** England and Wales, 2018 to 2029, as shipped. Pure functions take it as their default argument. */
export const bankHolidays = readBankHolidays(join(__dirname, 'data', 'bank-holidays-england-and-wales.csv'));
