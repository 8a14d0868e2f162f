import { Identities, type Credentials, type Identification } from '../identities';
import type { AccessTokens } from './access-tokens';

const howTo =
  'Send the token of a council client: Authorization: Bearer … (POST /oauth/token, grant_type=client_credentials).';

/** Councils' systems by their token; everybody else by the other way there is. */
export class ClientIdentities extends Identities {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly others: Identities,
  ) {
    super();
  }

  async identify(credentials: Credentials): Promise<Identification> {
    const { authorization } = credentials.headers;
    if (authorization === undefined) return this.others.identify(credentials);
    const [, token] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization) ?? [];
    const account = token === undefined ? undefined : await this.tokens.accountOf(token);
    if (account) return { account, by: 'header' };
    return { howToSignIn: `That token is not known, or not any more. ${howTo}` };
  }
}
