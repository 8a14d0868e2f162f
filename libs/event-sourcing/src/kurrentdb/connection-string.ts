import type { Credentials } from '@eventstore/db-client';
import { InvalidConnectionString } from './errors';

/** What the client is given, and what it does not take from the string by itself. */
export interface Connecting {
  readonly connectionString: string;
  readonly credentials: Credentials;
}

const pattern = /^(?<scheme>[a-z+]+):\/\/(?:(?<user>[^:@/]+):(?<password>[^@]+)@)?[^@]+$/i;

/** The names of today, in the client's own. */
const schemes: Readonly<Record<string, string>> = {
  esdb: 'esdb',
  kdb: 'esdb',
  kurrentdb: 'esdb',
  'esdb+discover': 'esdb+discover',
  'kdb+discover': 'esdb+discover',
  'kurrentdb+discover': 'esdb+discover',
};

/** A server without TLS runs with `--insecure` and has no users. The client sends these nowhere; it only wants some. */
const nobody: Credentials = { username: 'nobody', password: 'none' };

/**
 * @param given `kurrentdb://user:password@host:2113?tls=true&tlsCAFile=/path`, or `esdb://…`; user and password percent-encoded.
 * Several hosts are separated by commas, as in KurrentDB's documentation.
 * @throws InvalidConnectionString
 */
export const parseConnectionString = (given: string): Connecting => {
  const text = given.trim();
  const { scheme, user, password } = pattern.exec(text)?.groups ?? {};
  const known = scheme && schemes[scheme.toLowerCase()];
  if (!scheme || !known) {
    throw new InvalidConnectionString(
      'The connection string of KurrentDB must look like kurrentdb://user:password@host:2113?tls=true.',
    );
  }
  const isInsecure = /[?&]tls=false(&|$)/i.test(text);
  if (!isInsecure && (!user || !password)) {
    throw new InvalidConnectionString(
      'A KurrentDB with TLS asks for a user: kurrentdb://user:password@host:2113. One without has tls=false.',
    );
  }
  refuseWhatBreaksPromises(text);
  return {
    connectionString: known + text.slice(scheme.length),
    credentials:
      user && password ? { username: decodeURIComponent(user), password: decodeURIComponent(password) } : nobody,
  };
};

const refuseWhatBreaksPromises = (text: string): void => {
  // A follower may not have heard yet of what was written, and a reader there would not find her own.
  if (/[?&]nodePreference=(?!leader(&|$))/i.test(text)) {
    throw new InvalidConnectionString('Events are written to and read from the leader: leave nodePreference out.');
  }
  if (/[?&]keepAlive(Interval|Timeout)=(?!\s*0*[1-9])/i.test(text)) {
    throw new InvalidConnectionString(
      'By its keep-alive a subscription learns that nobody is there any more: leave keepAliveInterval and keepAliveTimeout out, or above 0.',
    );
  }
};
