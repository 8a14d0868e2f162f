import { isWellFormed } from '@ttg/event-sourcing/events/plain-data';
import type { ValidationOptions } from 'class-validator';
import { fieldRule, type Fault } from './field-rule';

export interface TextLength {
  /** Characters (code points), 20,000 if not given. */
  readonly max?: number;
  /** 1 if not given. */
  readonly min?: number;
}

/** Controls other than tab and line feed: they show nothing, and can make a text look like another. */
// eslint-disable-next-line no-control-regex -- these are the characters that are refused
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** A browser sends line ends as CR LF, a program as LF. */
const oneKindOfLineEnd = (text: string): string => text.replaceAll('\r\n', '\n');

/** Counted as people would: an emoji outside the first plane is one character, not two. */
const length = (text: string): number => {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
};

const isShort = (text: string, min: number): boolean => length(text.trim()) < min;

/** The quick look first: 2 MB need not be counted. */
const isLong = (text: string, max: number): boolean => text.length > 2 * max || length(text) > max;

const faultOf = (value: unknown, min: number, max: number): Fault | undefined => {
  if (typeof value !== 'string') return { rule: 'must be text', fix: 'Send it as text, in quotation marks.' };
  if (isLong(value, max)) return { rule: `must be no longer than ${max} characters`, fix: 'Shorten it.' };
  if (isShort(value, min))
    return { rule: 'is too short', fix: min > 1 ? `Write at least ${min} characters.` : 'Write something.' };
  if (controlCharacter.test(value)) {
    const fix = 'Take them out: of all that does not show, only tabs and new lines may stand between the words.';
    return { rule: 'holds control characters', fix };
  }
  if (!isWellFormed(value)) return { rule: 'holds half a character', fix: 'Type it again: what was copied is broken.' };
  return undefined;
};

/**
 * Text as a person typed it. Emoji, right-to-left text, accents and whatever looks like a command are kept to the character;
 * nothing is normalised but line ends.
 */
export const IsPlainText = (
  { max = 20_000, min = 1 }: TextLength = {},
  options?: ValidationOptions,
): PropertyDecorator =>
  fieldRule(
    {
      name: 'isPlainText',
      faultOf: (value) => faultOf(value, min, max),
      normalise: oneKindOfLineEnd,
      described: { minLength: min, maxLength: max },
    },
    options,
  );
