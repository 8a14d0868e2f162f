/** The HMPPS API could not be reached, was too slow, or failed. It passes by itself. */
export class HmppsUnavailable extends Error {
  override readonly name = 'HmppsUnavailable';
  readonly code = 'hmpps-unavailable';

  constructor(options?: ErrorOptions) {
    super('The HMPPS API cannot be reached or fails. It is asked again by itself.', options);
  }
}

/** The HMPPS API refused us: our credentials or our role are not what it wants. */
export class HmppsRefused extends Error {
  override readonly name = 'HmppsRefused';
  readonly code = 'hmpps-refused';

  constructor(readonly status: number) {
    super(
      `The HMPPS API answered ${status}. Look whether the client of HMPPS_CLIENT_ID is known there and has its roles.`,
    );
  }
}
