/** Something that holds whatever is broken did not hold. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}
