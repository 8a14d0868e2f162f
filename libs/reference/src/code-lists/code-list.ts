import type { Source } from '@ttg/calendar';

/** A closed list of codes with their published wording. */
export interface CodeList<Code extends string> {
  readonly codes: readonly Code[];
  readonly source: Source;
  /** Is it one of the codes? Exactly as published, capitals and all. */
  has(text: string): text is Code;
  label(code: Code): string;
}

/** The code type of a list: `CodeOf<typeof recallTypes>`. */
export type CodeOf<List> = List extends CodeList<infer Code> ? Code : never;

/** Makes a list from codes and labels, in the order given. */
export const codeList = <const Labels extends Readonly<Record<string, string>>>(
  labels: Labels,
  source: Source,
): CodeList<keyof Labels & string> => {
  const byCode = new Map<string, string>(Object.entries(labels));
  return {
    codes: Object.keys(labels),
    source,
    has: (text): text is keyof Labels & string => byCode.has(text),
    label: (code) => byCode.get(code) ?? code,
  };
};
