import { setTimeout as wait } from 'node:timers/promises';
import type { GssCode } from '@ttg/reference';
import { ApiClient } from '../../support/api-client';
import { BrokenPromise } from './broken-promise';
import type { She } from './her-referral';

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The case systems of councils, which read what they are told of with credentials of their own. */
export class CouncilSystems {
  private readonly clients = new Map<GssCode, Client>();
  private readonly tokens = new Map<GssCode, string>();

  constructor(
    private readonly url: string,
    /** Nothing is waited for any more. */
    private readonly over: AbortSignal,
  ) {}

  async register(councils: readonly GssCode[]): Promise<void> {
    const administrator = new ApiClient(this.url).as('administrator');
    for (const council of councils)
      this.clients.set(council, await administrator.post<Client>('/api/v1/councils/clients', { council }));
  }

  /** Reads her referral as her council does, until there is an answer. @throws BrokenPromise where it is another one. */
  async expectRead({ council, ids: { referralId = '' } }: She, status: 200 | 410): Promise<void> {
    const found = await this.read(council, referralId);
    if (found !== status)
      throw new BrokenPromise(`Council ${council} reads referral ${referralId} and gets ${found}, not ${status}.`);
  }

  private async read(council: GssCode, referralId: string): Promise<number> {
    for (;;) {
      this.over.throwIfAborted();
      const status = await this.ask(council, referralId).catch(() => undefined);
      if (status === 401) this.tokens.delete(council);
      else if (status !== undefined && status !== 503) return status;
      await wait(200);
    }
  }

  private async ask(council: GssCode, referralId: string): Promise<number> {
    const headers = { Authorization: `Bearer ${await this.tokenOf(council)}` };
    const answer = await fetch(`${this.url}/api/v1/housing/referrals/${referralId}`, { headers });
    await answer.text();
    return answer.status;
  }

  private async tokenOf(council: GssCode): Promise<string> {
    const known = this.tokens.get(council);
    if (known) return known;
    const { clientId = '', clientSecret = '' } = this.clients.get(council) ?? {};
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(`${this.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error('There is no token at the moment.');
    this.tokens.set(council, token);
    return token;
  }
}
