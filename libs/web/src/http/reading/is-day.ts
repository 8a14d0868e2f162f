import { Temporal } from 'temporal-polyfill';

/** Is the text a day that a list can be cut at? A cursor that somebody changed may name 30 February. */
export const isDay = (text: string): boolean => {
  try {
    return /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};
