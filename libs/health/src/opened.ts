import { erased, Personal, type Vault } from '@ttg/event-sourcing';

/** What stands in the place of data whose key was destroyed. */
export const erasedWord = 'erased';

/** An object with its personal fields opened. */
export type Opened<T> = {
  readonly [Field in keyof T]: NonNullable<T[Field]> extends Personal<infer Value>
    ? Value | typeof erasedWord | Extract<T[Field], undefined>
    : T[Field];
};

/** Many at once, with one look-up of keys; `erased` where her keys were destroyed. */
export const openAll = async <T>(
  vault: Vault,
  many: readonly Personal<T>[],
): Promise<readonly (T | typeof erasedWord)[]> =>
  (await vault.openAll(many)).map((value) => (value === erased ? erasedWord : value));

/** What is sealed in an object, opened for somebody who may read it. The rest stays as it is. */
export const openFields = async <T extends object>(vault: Vault, sealed: T): Promise<Opened<T>> => {
  const fields = Object.entries(sealed).filter(([, value]) => value instanceof Personal) as [
    string,
    Personal<unknown>,
  ][];
  const values = await openAll(
    vault,
    fields.map(([, personal]) => personal),
  );
  const opened = Object.fromEntries(fields.map(([field], index) => [field, values[index]]));
  return { ...sealed, ...opened } as Opened<T>;
};
