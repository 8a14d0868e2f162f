import { type Field, type Fields, type FormError, textOf, type Typed } from './fields';
import { dayBoxes } from './read-form';

interface BoxView {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly width: number;
}

interface FieldView {
  readonly kind: Field['kind'];
  readonly name: string;
  /** Where the summary of errors leads: the element that takes the focus. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly value: string;
  readonly boxes: readonly BoxView[];
  readonly choices: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
}

export interface FormView {
  readonly fields: readonly FieldView[];
  /** For the summary at the top of the page. */
  readonly errors: readonly { readonly text: string; readonly href?: string }[];
}

/** What the template of a form shows: each field with what was typed and what is wrong with it. */
export const formView = (fields: Fields, typed: Typed = {}, errors: readonly FormError[] = []): FormView => {
  const views = Object.entries(fields).map(([name, field]) => fieldView(name, field, typed, errors));
  const idOf = (name: string | undefined): string | undefined => views.find((view) => view.name === name)?.id;
  return {
    fields: views,
    errors: errors.map(({ field, text }) => {
      const id = idOf(field);
      return id === undefined ? { text } : { text, href: `#${id}` };
    }),
  };
};

const fieldView = (name: string, field: Field, typed: Typed, errors: readonly FormError[]): FieldView => {
  const { kind, label, hint } = field;
  const value = textOf(typed, name);
  const choices = field.kind === 'choice' ? field.choices : [];
  return {
    kind,
    name,
    id: kind === 'day' ? dayBoxes(name)[0] : name,
    label,
    hint,
    error: errors.find((error) => error.field === name)?.text,
    value,
    boxes: kind === 'day' ? boxes(name, typed) : [],
    choices: choices.map((choice) => ({ ...choice, checked: choice.value === value })),
  };
};

const boxes = (name: string, typed: Typed): readonly BoxView[] => {
  const [day, month, year] = dayBoxes(name);
  return [
    { name: day, label: 'Day', value: textOf(typed, day), width: 2 },
    { name: month, label: 'Month', value: textOf(typed, month), width: 2 },
    { name: year, label: 'Year', value: textOf(typed, year), width: 4 },
  ];
};
