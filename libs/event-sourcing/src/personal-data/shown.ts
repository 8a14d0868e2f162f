import type { Personal } from './personal';
import { erased, type Vault } from './vault';

/** Personal data as a reader is shown it. What is not hers to know is `withheld`: that is not the same as not recorded. */
export type Shown<T> = T | 'erased' | 'withheld';

/**
 * @param may whether this reader may see it
 * @returns nothing where nothing was recorded.
 */
export const shown = async <T>(
  vault: Vault,
  personal: Personal<T> | undefined,
  may = true,
): Promise<Shown<T> | undefined> => {
  if (!personal) return undefined;
  if (!may) return 'withheld';
  const opened = await vault.open(personal);
  return opened === erased ? 'erased' : opened;
};

/** The same for a page of rows, with one look-up of keys. */
export const shownAll = async <T>(
  vault: Vault,
  personal: readonly (Personal<T> | undefined)[],
): Promise<(Shown<T> | undefined)[]> => {
  const opened = await vault.openAll(personal.filter((value) => value !== undefined));
  const next = opened.values();
  return personal.map((value) => (value ? toShown(next.next().value) : undefined));
};

const toShown = <T>(opened: T | typeof erased | undefined): T | 'erased' =>
  opened === erased || opened === undefined ? 'erased' : opened;
