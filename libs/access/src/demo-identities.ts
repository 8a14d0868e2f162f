import { findDemoAccount } from './demo-accounts';
import { Identities, type Credentials, type Identification } from './identities';

/** The header of the API, and the cookie that the picker of the pages sets. */
export const demoIdentityHeader = 'X-Demo-Identity';
export const demoIdentityCookie = 'demo-identity';

const howTo = `Send the header ${demoIdentityHeader} with a demo account, such as resettlement-bronzefield, or choose one on the page.`;

/** Anybody may be anybody: only for demonstrations, with DEMO. */
export class DemoIdentities extends Identities {
  async identify({ headers, cookies }: Credentials): Promise<Identification> {
    const fromHeader = headers[demoIdentityHeader.toLowerCase()];
    const id = fromHeader ?? cookies[demoIdentityCookie];
    if (id === undefined) return { howToSignIn: howTo };
    const account = findDemoAccount(id);
    if (!account) return { howToSignIn: `There is no such demo account. ${howTo}` };
    return { account, by: fromHeader === undefined ? 'cookie' : 'header' };
  }
}

/** Nobody may enter: an installation without DEMO and without sign-in. */
export class NoIdentities extends Identities {
  async identify(): Promise<Identification> {
    return { howToSignIn: 'Nobody can sign in here: demo identities are off. Start with DEMO=on to try the system.' };
  }
}
