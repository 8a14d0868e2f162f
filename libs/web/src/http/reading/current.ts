/** The answer to a read of one thing, with the revision it is of. */
export class Current<T> {
  constructor(
    readonly body: T,
    readonly revision: number | undefined,
  ) {}
}

export type CurrentAnswer<T> = Current<T>;

/** Sends `body` with the stream's revision as its `ETag`, for the `If-Match` of a later write. */
export const current = <T>(body: T, at: { readonly revision: number | undefined }): CurrentAnswer<T> =>
  new Current(body, at.revision);
