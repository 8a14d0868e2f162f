/** A connection string that this adapter cannot use. It names what is wrong, never the string: that holds a password. */
export class InvalidConnectionString extends Error {
  override readonly name = 'InvalidConnectionString';
}

/** Somebody deleted the stream in KurrentDB itself. Nobody can read it or append to it again. */
export class StreamDeletedInStore extends Error {
  override readonly name = 'StreamDeletedInStore';

  constructor(readonly stream: string) {
    super(`${stream} was deleted in KurrentDB, which this program never does. Restore it from a backup.`);
  }
}

/** Somebody cut off the beginning of the stream in KurrentDB itself: nobody can tell any more what it said. */
export class StreamCutOffInStore extends Error {
  override readonly name = 'StreamCutOffInStore';

  constructor(
    readonly stream: string,
    /** The first revision that is left. */
    readonly first: number,
  ) {
    super(`${stream} has lost what stood before revision ${first} in KurrentDB. Restore it from a backup.`);
  }
}

/** KurrentDB refused what it was asked, and would again. */
export class RefusedByStore extends Error {
  override readonly name = 'RefusedByStore';
}
