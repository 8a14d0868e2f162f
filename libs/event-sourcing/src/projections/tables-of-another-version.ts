import type { Projection } from './projection';

/** The tables were made by another release than the one that is to write into them. */
export class TablesOfAnotherVersion extends Error {
  override readonly name = 'TablesOfAnotherVersion';

  constructor({ name, version }: Projection, live: number | undefined) {
    super(
      live !== undefined && live > version
        ? `The tables of ${name} are of version ${live}, of a newer release, and this one has version ${version}: do it with that release.`
        : `The tables of ${name} are of version ${live ?? 'none'} and this release has version ${version}: rebuild it, which replays what is parked too.`,
    );
  }
}
