import { Problem, type ProblemDetails, type ProblemOptions } from '@ttg/web/http';

type OAuthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';

/** A token that is not given: a problem like all others, with the member `error` that OAuth clients look for (RFC 6749, 5.2). */
export class TokenRefused extends Problem {
  private constructor(
    private readonly error: OAuthError,
    options: ProblemOptions,
  ) {
    super(options);
  }

  static malformed(detail: string): TokenRefused {
    return new TokenRefused('invalid_request', {
      status: 400,
      code: 'malformed-token-request',
      title: 'That is no request for a token',
      detail,
    });
  }

  static otherGrant(): TokenRefused {
    return new TokenRefused('unsupported_grant_type', {
      status: 400,
      code: 'unsupported-grant-type',
      title: 'There are no tokens of that kind',
      detail: 'Send grant_type=client_credentials: it is the only one there is.',
    });
  }

  /** Says neither whether there is such a client nor whether it was revoked. */
  static unknownClient(): TokenRefused {
    return new TokenRefused('invalid_client', {
      status: 401,
      code: 'unknown-client',
      title: 'The client is not known',
      detail:
        'The id and the secret do not belong together, or the client was revoked. Ask an administrator for a new one.',
      headers: { 'WWW-Authenticate': 'Basic realm="through-the-gate"' },
    });
  }

  static tooMany(): TokenRefused {
    return new TokenRefused('invalid_client', {
      status: 429,
      code: 'too-many-guesses',
      title: 'Too many requests for a token failed',
      detail:
        'Wait a minute, then ask again with the right secret. A token is good for ten minutes: keep it for as long.',
      headers: { 'Retry-After': '60' },
    });
  }

  override toDetails(instance: string, correlationId: string): ProblemDetails {
    const members = { ...super.toDetails(instance, correlationId), error: this.error, error_description: this.detail };
    return members;
  }
}
