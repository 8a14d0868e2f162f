import { date } from '@ttg/calendar';
import { isoDate, type IsoDate, type JsonObject } from '@ttg/event-sourcing';

/** An answer of the HMPPS API that is not as it was published. It is told from one that did not come. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  readonly code = 'hmpps-answer-unreadable';

  constructor() {
    super('The answer of the HMPPS API is not as it is published.');
  }
}

/** What stands in a field, where something does. */
export const text = (answer: JsonObject, field: string): string | undefined => {
  const value = answer[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

export const flag = (answer: JsonObject, field: string): boolean => answer[field] === true;

/** A calendar date. @throws UnreadableAnswer for text that is none */
export const day = (answer: JsonObject, field: string): IsoDate | undefined => {
  const value = text(answer, field);
  if (value === undefined) return undefined;
  try {
    return isoDate(date(value));
  } catch {
    throw new UnreadableAnswer();
  }
};

/** @throws UnreadableAnswer for text that is no JSON object */
export const objectIn = (body: string): JsonObject => {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableAnswer();
  return value as JsonObject;
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new UnreadableAnswer();
  }
};
