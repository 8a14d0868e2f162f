import type { ValidationOptions } from 'class-validator';
import { Temporal } from 'temporal-polyfill';
import { fieldRule } from './field-rule';

export interface CalendarDateLimits {
  /** First day allowed, `1900-01-01` if not given. */
  readonly notBefore?: string;
  /** Last day allowed, `2199-12-31` if not given. */
  readonly notAfter?: string;
}

const parsed = <T>(parse: (text: string) => T, value: unknown): T | undefined => {
  if (typeof value !== 'string') return undefined;
  try {
    return parse(value);
  } catch {
    return undefined;
  }
};

const calendarDate = (value: unknown): Temporal.PlainDate | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? parsed((text) => Temporal.PlainDate.from(text), value)
    : undefined;

/** A calendar date that exists, `2027-03-31`. It stays text: London's calendar, no time, no time zone. */
export const IsCalendarDate = (
  { notBefore = '1900-01-01', notAfter = '2199-12-31' }: CalendarDateLimits = {},
  options?: ValidationOptions,
): PropertyDecorator =>
  fieldRule(
    {
      name: 'isCalendarDate',
      faultOf: (value) => {
        const day = calendarDate(value)?.toString();
        if (day === undefined) {
          return { rule: 'must be a day that exists', fix: 'Write it as year-month-day, such as 2027-03-31.' };
        }
        if (notBefore <= day && day <= notAfter) return undefined;
        return { rule: `must be from ${notBefore} to ${notAfter}`, fix: 'Check the year.' };
      },
      described: { format: 'date' },
    },
    options,
  );

const years = { first: 1900, last: 2199 };

/** A moment, ISO 8601 with its offset: `2027-03-31T09:30:00Z`, `2027-03-31T10:30:00+01:00`. It stays text. */
export const IsInstant = (options?: ValidationOptions): PropertyDecorator =>
  fieldRule(
    {
      name: 'isInstant',
      faultOf: (value) => {
        const year = parsed((text) => Temporal.Instant.from(text), value)?.toZonedDateTimeISO('UTC').year;
        if (year === undefined) {
          const fix = 'Write it as 2027-03-31T09:30:00Z, or with an offset such as +01:00 in place of Z.';
          return { rule: 'must be a moment with its offset', fix };
        }
        if (years.first <= year && year <= years.last) return undefined;
        return { rule: `must be in the years ${years.first} to ${years.last}`, fix: 'Check the year.' };
      },
      described: { format: 'date-time' },
    },
    options,
  );
