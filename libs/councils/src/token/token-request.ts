import { TokenRefused } from './token-refused';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const longest = 200;

/**
 * Reads a request for a token: a form (or JSON) with `grant_type=client_credentials`, and the client's id and secret in it or in the
 * header, but not in both (RFC 6749, 2.3.1). Other parameters are ignored, as it says; `scope` too: a client has one.
 * @throws TokenRefused
 */
export const readTokenRequest = (
  body: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
): ClientCredentials => {
  const { grant_type: grant, client_id: id, client_secret: secret } = body ?? {};
  if (typeof grant !== 'string')
    throw TokenRefused.malformed('Send the form field grant_type=client_credentials, once.');
  if (grant !== 'client_credentials') throw TokenRefused.otherGrant();
  if (authorization === undefined) return credentials(id, secret);
  if (secret !== undefined) throw TokenRefused.malformed('Send the secret in the header or in the form, not in both.');
  return fromHeader(authorization);
};

const credentials = (clientId: unknown, clientSecret: unknown): ClientCredentials => {
  const isText = (value: unknown): value is string =>
    typeof value === 'string' && value.length <= longest && value !== '';
  if (isText(clientId) && isText(clientSecret)) return { clientId, clientSecret };
  throw TokenRefused.malformed('Send client_id and client_secret, each once: in the form, or as Authorization: Basic.');
};

/** Id and secret are form-encoded before they are joined. */
const fromHeader = (authorization: string): ClientCredentials => {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization) ?? [];
  const pair = Buffer.from(encoded ?? '', 'base64').toString();
  const colon = pair.indexOf(':');
  try {
    const decoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
    return credentials(decoded(pair.slice(0, Math.max(colon, 0))), decoded(pair.slice(colon + 1)));
  } catch (error) {
    if (error instanceof URIError) return credentials(undefined, undefined);
    throw error;
  }
};
