import { Inject, Injectable } from '@nestjs/common';
import type { JsonObject } from '@ttg/event-sourcing';
import type { PrisonNumber } from '@ttg/reference';
import { hmppsSettings, type HmppsSettings } from '../hmpps-settings';
import { AccessToken } from './access-token';
import { HmppsRefused } from './failures';
import { objectIn, UnreadableAnswer } from './fields';
import { type PrisonerRecord, readPrisonerRecord } from './prisoner-record';
import { type FixedTermRecall, readFixedTermRecall, readSentenceDates, type SentenceDates } from './release-dates';
import { Resilience } from './resilience';
import { send } from './send';

/** What events leave out, fetched from HMPPS by our own client. Nothing is ever written there. */
@Injectable()
export class HmppsApi {
  private readonly token: AccessToken;

  constructor(
    @Inject(hmppsSettings) private readonly settings: HmppsSettings,
    private readonly resilience: Resilience,
  ) {
    this.token = new AccessToken(settings);
  }

  /**
   * Her record in Prisoner Search.
   * @param detailUrl of the event: followed where it leads to Prisoner Search, and left alone where it leads elsewhere
   * @returns nothing where there is no such prisoner
   * @throws HmppsUnavailable @throws HmppsRefused @throws UnreadableAnswer
   */
  async prisoner(prisonNumber: PrisonNumber, detailUrl?: string): Promise<PrisonerRecord | undefined> {
    const base = this.settings.prisonerSearchUrl;
    const answer = await this.get(within(base, detailUrl) ?? address(base, `prisoner/${prisonNumber}`));
    if (!answer) return undefined;
    const record = readPrisonerRecord(answer);
    // Whoever wrote the address must not make us take one woman's record for another's.
    if (record.prisonNumber !== prisonNumber) throw new UnreadableAnswer();
    return record;
  }

  /** Her dates of that booking; nothing where the Prison API knows no such booking, or does not let our client see it. */
  async sentenceDates(bookingId: string): Promise<SentenceDates | undefined> {
    const answer = await this.get(address(this.settings.prisonApiUrl, `api/bookings/${bookingId}/sentenceDetail`));
    return answer && readSentenceDates(answer);
  }

  /** The fixed-term recall of that booking; nothing where there is none. */
  async fixedTermRecall(bookingId: string): Promise<FixedTermRecall | undefined> {
    const answer = await this.get(address(this.settings.prisonApiUrl, `api/bookings/${bookingId}/fixed-term-recall`));
    return answer && readFixedTermRecall(answer);
  }

  private get(url: string): Promise<JsonObject | undefined> {
    return this.resilience.execute(async (signal) => {
      const first = await this.ask(url, signal);
      return first === 'token-refused' ? this.answered(await this.ask(url, signal)) : first;
    });
  }

  private answered(answer: Asked): JsonObject | undefined {
    if (answer === 'token-refused') throw new HmppsRefused(401);
    return answer;
  }

  private async ask(url: string, signal: AbortSignal): Promise<Asked> {
    const token = await this.token.get(signal);
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const { status, text } = await send(url, { headers, signal });
    if (status === 404) return undefined;
    if (status !== 401) return objectIn(text);
    this.token.forget(token);
    return 'token-refused';
  }
}

type Asked = JsonObject | undefined | 'token-refused';

const address = (base: string, path: string): string => new URL(path, withSlash(base)).href;

const withSlash = (base: string): string => (base.endsWith('/') ? base : `${base}/`);

/** @returns the address, where it stands under the base: same scheme, host, port and path. */
const within = (base: string, url: string | undefined): string | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { href, username, password } = new URL(url);
  return username === '' && password === '' && href.startsWith(withSlash(new URL(base).href)) ? href : undefined;
};
