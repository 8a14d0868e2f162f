import { randomInt, randomUUID } from 'node:crypto';
import type { ProblemDetails } from '@ttg/web/http';
import { type Answer, ApiClient, type Caller } from '../support/api-client';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';

const letter = (): string => String.fromCharCode(65 + randomInt(26));
export const anyPrisonNumber = (): string => `${letter()}${randomInt(1000, 10_000)}${letter()}${letter()}`;

type Ids = Readonly<Record<string, string>>;

/** The built application with one synthetic woman in it, and how her records stand. */
export class HerCase {
  personId = '';
  caseId = '';
  referralId = '';
  today = '';
  readonly resettlement: Caller;

  private constructor(
    private readonly app: RunningApp,
    private readonly remove: () => Promise<void>,
  ) {
    this.resettlement = this.as('resettlement-bronzefield');
  }

  static async begin(): Promise<HerCase> {
    const data = temporaryDataDir();
    const env = { DATA_DIR: data.path, DEMO: 'on', DEMO_WOMEN: '0' };
    const hers = new HerCase(await startApp({ env }), () => data.remove());
    await hers.receive();
    return hers;
  }

  as(account: string): Caller {
    return new ApiClient(this.app.url).as(account);
  }

  get url(): string {
    return this.app.url;
  }

  get custody(): string {
    return `/api/v1/custody/cases/${this.caseId}`;
  }

  get sharing(): string {
    return `/api/v1/sharing/cases/${this.caseId}`;
  }

  get referral(): string {
    return `/api/v1/housing/referrals/${this.referralId}`;
  }

  /** A woman who is not registered yet; what is given replaces or adds. */
  person(changed: object = {}): object {
    const names = { first: 'Synthetic', last: 'Example' };
    return { prisonNumber: anyPrisonNumber(), names, dateOfBirth: '1991-05-04', synthetic: true, ...changed };
  }

  reception(changed: object = {}): object {
    const { personId, today } = this;
    return { personId, prison: 'BZI', receivedOn: today, from: 'court', legalStatus: 'sentenced', ...changed };
  }

  /** All that is written of her, with its revision. */
  async written(): Promise<readonly unknown[]> {
    const paths = [`/api/v1/people/persons/${this.personId}`, this.custody, this.sharing, this.referral];
    const answers = await Promise.all(paths.map((path) => this.resettlement.read(path)));
    return answers.map(({ headers, body }) => [headers.get('etag'), body]);
  }

  /** Sends what is to be refused, and looks that nothing of hers has changed. */
  async refused(path: string, body: object | string, headers: Readonly<Record<string, string>> = {}): Promise<Refused> {
    const before = await this.written();
    const sent = { body, headers: { 'Idempotency-Key': randomUUID(), ...headers } };
    const answer = await this.resettlement.send<ProblemDetails>('POST', path, sent);
    expect(await this.written()).toEqual(before);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: answer.status, instance: path });
    return refusal(answer);
  }

  async end(): Promise<void> {
    await this.app.stop();
    await this.remove();
  }

  private async receive(): Promise<void> {
    this.today = (await this.resettlement.get<{ today: string }>('/demo/clock')).today;
    this.personId = (await this.write('/api/v1/people/persons', this.person())).personId ?? '';
    this.caseId = (await this.write('/api/v1/custody/cases', this.reception())).caseId ?? '';
    const referral = { caseId: this.caseId, reason: 'homeless' };
    this.referralId = (await this.write('/api/v1/housing/referrals', referral)).referralId ?? '';
  }

  private write(path: string, body: object): Promise<Ids> {
    return this.resettlement.post(path, body);
  }
}

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** `field: what is wrong with it / how to mend it` */
  readonly fields: readonly string[];
}

const refusal = ({ status, body }: Answer<ProblemDetails>): Refused => ({
  status,
  code: body.type.replace('urn:through-the-gate:problem:', ''),
  detail: body.detail,
  fields: (body.errors ?? []).map(({ field, message, fix }) => `${field}: ${message} / ${fix}`),
});
