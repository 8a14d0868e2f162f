import type { Account } from './account';

/** What a request shows of who sends it. */
export interface Credentials {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
}

export type Identification =
  | { readonly account: Account; readonly by: 'header' | 'cookie' }
  /** Why nobody is known, and how to be: one sentence that a person can act on. */
  | { readonly account?: undefined; readonly howToSignIn: string };

/** Tells who sends a request. Another way to sign in is another class behind this token. */
export abstract class Identities {
  abstract identify(credentials: Credentials): Promise<Identification>;
}
