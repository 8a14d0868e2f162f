import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, ApiClient } from '../support/api-client';

/** A write, as it is sent: the same again when it is repeated. */
export interface WriteRequest {
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

/** What a writer was told: everything that an honest repeat must tell again. */
export interface Told {
  readonly status: number;
  readonly etag: string | null;
  readonly position: string | null;
  readonly location: string | null;
  readonly body: unknown;
}

export interface Acknowledged {
  readonly request: WriteRequest;
  readonly told: Told;
}

const account = 'resettlement-bronzefield';
const toldBy = ({ status, headers, body }: Answer): Told => ({
  status,
  etag: headers.get('etag'),
  position: headers.get('event-position'),
  location: headers.get('location'),
  body,
});

/** Several staff who write at once, each with her own women, until the server is gone. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Sent, and the answer never came: it may have been written. */
  readonly unanswered: WriteRequest[] = [];
  private women = 0;

  /** Writes until the server is gone. @throws Error for an answer that is none of success. */
  async run(url: string, writers: number): Promise<void> {
    await Promise.all(Array.from({ length: writers }, () => this.write(url)));
  }

  /** Until so many writes were acknowledged. */
  async until(count: number): Promise<void> {
    while (this.acknowledged.length < count) await wait(5);
  }

  private async write(url: string): Promise<void> {
    for (;;) if (!(await this.oneWoman(url))) return;
  }

  /** @returns whether the server was there to the end. */
  private async oneWoman(url: string): Promise<boolean> {
    this.women += 1;
    const number = this.women;
    const ids: Record<string, string> = {};
    for (const { path, body } of herWeek(number, ids)) {
      const told = await this.send(url, { path: path(), body: body(), key: randomUUID() });
      if (!told) return false;
      Object.assign(ids, told.body);
    }
    return true;
  }

  private async send(url: string, request: WriteRequest): Promise<Told | undefined> {
    let told: Told;
    try {
      told = await send(url, request);
    } catch {
      this.unanswered.push(request);
      return undefined;
    }
    if (told.status >= 300) throw new Error(`${request.path}: ${JSON.stringify(told)}`);
    this.acknowledged.push({ request, told });
    return told;
  }
}

const send = async (url: string, { path, body, key }: WriteRequest): Promise<Told> =>
  toldBy(await new ApiClient(url).as(account).send('POST', path, { body, headers: { 'Idempotency-Key': key } }));

/** Sends a request again with its key. While the server still counts it as under way, asks again as it says. */
export const repeat = async (url: string, request: WriteRequest): Promise<Told> => {
  for (;;) {
    const told = await send(url, request);
    const underWay = told.status === 409 && JSON.stringify(told.body).includes('repeat-in-flight');
    if (!underWay) return told;
    await wait(500);
  }
};

interface Step {
  readonly path: () => string;
  readonly body: () => object;
}

/** What is written for one woman, one request after another; each kind of event once in a stream. */
const herWeek = (number: number, ids: Readonly<Record<string, string>>): readonly Step[] => {
  const custody = (what: string, body: object): Step => ({
    path: () => `/api/v1/custody/cases/${ids.caseId}/${what}`,
    body: () => body,
  });
  const agreement = (to: string, more = {}): Step => ({
    path: () => `/api/v1/housing/referrals/${ids.referralId}/agreements`,
    body: () => ({ to, answer: 'given', how: 'face-to-face', herWords: `Yes (synthetic ${number}).`, ...more }),
  });
  const prisonNumber = `A${String(1000 + number).padStart(4, '0')}BC`;
  const names = { first: `Synthetic ${number}`, last: 'Example' };
  const dates = { receivedOn: '2027-01-11', from: 'court', legalStatus: 'remand' };
  return [
    { path: () => '/api/v1/people/persons', body: () => ({ prisonNumber, names, synthetic: true }) },
    { path: () => '/api/v1/custody/cases', body: () => ({ personId: ids.personId, prison: 'BZI', ...dates }) },
    custody('screening', {
      screenedOn: '2027-01-11',
      inPrivate: true,
      home: { onRelease: 'nowhere' },
      gpOutside: 'no',
    }),
    custody('arrangements', { kind: 'travel' }),
    {
      path: () => '/api/v1/housing/referrals',
      body: () => ({ caseId: ids.caseId, reason: 'homeless' }),
    },
    agreement('referral'),
    agreement('choice-of-council', { council: 'E09000028' }),
    agreement('pass-on-contact-details'),
    custody('sentence', { on: '2027-01-12', sentenceType: 'determinate' }),
    custody('release-date', { date: '2027-03-31', type: 'CRD', source: 'calculation' }),
    custody('arrangements', { kind: 'cash' }),
  ];
};
