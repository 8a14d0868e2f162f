/** What a form asks. One question is one field; a day is one question of three boxes. */
interface Asked {
  readonly label: string;
  readonly hint?: string;
  /** What is said when nothing was given: `Say what will be done`. */
  readonly missing: string;
}

export interface TextField extends Asked {
  readonly kind: 'text';
  /** Characters (code points). */
  readonly max: number;
}

export interface DayField extends Asked {
  readonly kind: 'day';
}

export interface ChoiceField extends Asked {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: string; readonly text: string }[];
}

export type Field = TextField | DayField | ChoiceField;
export type Fields<Name extends string = string> = Readonly<Record<Name, Field>>;

/** What came with the request, not yet looked at. */
export type Typed = Readonly<Record<string, unknown>>;

export interface FormError {
  /** Absent where it is about the form as a whole. */
  readonly field?: string;
  readonly text: string;
}

/** A typed text. What is no text (a field sent twice, an object) counts as nothing. */
export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};
