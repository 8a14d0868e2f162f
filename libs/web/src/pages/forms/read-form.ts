import { isoDate } from '@ttg/event-sourcing';
import { dayFrom } from '../wording';
import {
  type ChoiceField,
  type Field,
  type Fields,
  type FormError,
  textOf,
  type TextField,
  type Typed,
} from './fields';

export type ReadForm<Name extends string> =
  /** Every field has a value: a text as typed, a day as `2027-03-31`, a choice of those offered. */
  | { readonly values: Readonly<Record<Name, string>>; readonly errors?: undefined }
  | { readonly values?: undefined; readonly errors: readonly FormError[] };

type Answer = { readonly value: string } | { readonly wrong: string };

/** Reads what was typed into a form. What a value means for her case is the decider's to say; here only its form is looked at. */
export const readForm = <Name extends string>(fields: Fields<Name>, typed: Typed): ReadForm<Name> => {
  const answers = Object.entries<Field>(fields).map(([name, field]) => [name, readField(field, name, typed)] as const);
  const errors = answers.flatMap(([field, answer]) => ('wrong' in answer ? [{ field, text: answer.wrong }] : []));
  if (errors.length > 0) return { errors };
  const values = Object.fromEntries(answers.map(([name, answer]) => [name, 'value' in answer ? answer.value : '']));
  return { values: values as Record<Name, string> };
};

const readField = (field: Field, name: string, typed: Typed): Answer => {
  switch (field.kind) {
    case 'text':
      return readText(field, textOf(typed, name));
    case 'day':
      return readDay(
        field.missing,
        dayBoxes(name).map((box) => textOf(typed, box)),
      );
    case 'choice':
      return readChoice(field, textOf(typed, name));
  }
};

/** The names of the three boxes of a day. */
export const dayBoxes = (name: string): readonly [string, string, string] => [
  `${name}-day`,
  `${name}-month`,
  `${name}-year`,
];

const readText = ({ missing, max, label }: TextField, typed: string): Answer => {
  // Browsers send the line ends of a text area as CR LF, whatever was typed.
  const value = typed.replaceAll('\r\n', '\n');
  if (value.trim() === '') return { wrong: missing };
  if ([...value].length > max)
    return { wrong: `“${label}” must be ${max.toLocaleString('en-GB')} characters or fewer` };
  if (cannotBeShown.test(value))
    return { wrong: `“${label}” has characters in it that cannot be shown. Type it again` };
  return { value };
};

/** Control characters but line ends and tabs, and halves of characters (lone surrogates). */
const cannotBeShown = /[^\P{Cc}\n\t]|\p{Cs}/u;

const readDay = (missing: string, boxes: readonly string[]): Answer => {
  if (boxes.every((box) => box.trim() === '')) return { wrong: missing };
  const [day = '', month = '', year = ''] = boxes;
  const found = dayFrom(day, month, year);
  if (!found) return { wrong: 'Enter a day that exists, with day, month and year, such as 31 3 2027' };
  if (found.year < 1900 || found.year > 2199) return { wrong: 'Enter the year with four digits, such as 2027' };
  return { value: isoDate(found) };
};

const readChoice = ({ choices, missing }: ChoiceField, typed: string): Answer =>
  choices.some(({ value }) => value === typed) ? { value: typed } : { wrong: missing };
