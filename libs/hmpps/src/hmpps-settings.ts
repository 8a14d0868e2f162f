/** Where HMPPS is reached, and as whom. */
export interface HmppsSettings {
  /** Prisoner Search, https. A `detailUrl` is followed only where it begins with this. */
  readonly prisonerSearchUrl: string;
  /** The Prison API, https. */
  readonly prisonApiUrl: string;
  /** HMPPS Auth: the address that gives tokens. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The SQS queue that is subscribed to the domain events; without it they come by the API alone. */
  readonly queueUrl?: string;
}

export const hmppsSettings = Symbol('hmpps settings');
