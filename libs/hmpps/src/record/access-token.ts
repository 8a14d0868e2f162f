import type { JsonObject } from '@ttg/event-sourcing';
import type { HmppsSettings } from '../hmpps-settings';
import { HmppsRefused } from './failures';
import { objectIn, UnreadableAnswer } from './fields';
import { send } from './send';

/** A token is renewed so long before it ends. Milliseconds. */
const margin = 30_000;

interface Token {
  readonly value: string;
  /** By `performance.now()`: real time, which nobody moves. */
  readonly goodUntil: number;
}

/** The token of our client, by OAuth 2.0 client credentials; asked for when it is needed, and once at a time. */
export class AccessToken {
  private token?: Token;
  private asking?: Promise<Token>;

  constructor(private readonly settings: HmppsSettings) {}

  /** @throws HmppsUnavailable @throws HmppsRefused */
  async get(signal: AbortSignal): Promise<string> {
    if (this.token && this.token.goodUntil > performance.now()) return this.token.value;
    this.asking ??= this.ask(signal).finally(() => (this.asking = undefined));
    this.token = await this.asking;
    return this.token.value;
  }

  /** The API did not take it: the next one asks anew. */
  forget(value: string): void {
    if (this.token?.value === value) this.token = undefined;
  }

  private async ask(signal: AbortSignal): Promise<Token> {
    const { tokenUrl, clientId, clientSecret } = this.settings;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    const { status, text } = await send(tokenUrl, {
      method: 'POST',
      headers: { Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      signal,
    });
    if (status !== 200) throw new HmppsRefused(status);
    return tokenIn(objectIn(text));
  }
}

const tokenIn = ({ access_token: value, expires_in: seconds }: JsonObject): Token => {
  if (typeof value !== 'string') throw new UnreadableAnswer();
  const lastsMs = typeof seconds === 'number' ? seconds * 1000 : 0;
  return { value, goodUntil: performance.now() + lastsMs - margin };
};
