import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { GssCode } from '@ttg/reference';
import { ApiClient, type Answer } from '../../support/api-client';
import type { Told } from '../load';
import { BrokenPromise } from './broken-promise';
import type { CouncilSystems } from './council-systems';
import { councils, herSteps, type She, type Step } from './her-referral';

/** A write that was answered as done. */
export interface Acknowledged {
  readonly account: string;
  readonly path: string;
  readonly body: object;
  /** Sent with it each time, as its Idempotency-Key and as its correlation id. */
  readonly key: string;
  readonly told: Told;
  /** How often it had to be sent. */
  readonly attempts: number;
}

type Request = Omit<Acknowledged, 'told' | 'attempts'>;

/** Between two requests of a writer: the machine is to do other things, too. Milliseconds. */
const breath = 25;
/** Before a request that had no answer is sent once more. Milliseconds. */
const pause = 250;

/** Several staff who write at once, each about her own women, and repeat what was not answered until it is. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  readonly women: She[] = [];
  /** How many women all was done for. */
  done = 0;

  constructor(
    private readonly url: string,
    private readonly systems: CouncilSystems,
    /** Nothing is waited for any more. */
    private readonly over: AbortSignal,
  ) {}

  /** Until the signal aborts; what is under way by then is done. @throws BrokenPromise */
  async write(writers: number, signal: AbortSignal): Promise<void> {
    const one = async (): Promise<void> => {
      while (!signal.aborted) await this.oneWoman(signal);
    };
    await Promise.all(Array.from({ length: writers }, one));
  }

  /** @throws BrokenPromise unless the answer is as it was. */
  async repeat(request: Acknowledged): Promise<void> {
    const { told } = await this.untilAnswered(request);
    const [now, then] = [JSON.stringify(told), JSON.stringify(request.told)];
    if (now !== then) throw new BrokenPromise(`${request.path}, sent again, was answered ${now} and not ${then}.`);
  }

  private async oneWoman(signal: AbortSignal): Promise<void> {
    const number = this.women.length;
    const council = councils[number % councils.length] as GssCode;
    const she: She = { number, council, ids: {}, told: [] };
    this.women.push(she);
    for (const step of herSteps(she)) {
      if (signal.aborted) return;
      await this.take(step, she);
      await wait(breath);
    }
    this.done += 1;
  }

  private async take(step: Step, she: She): Promise<void> {
    const request = { account: step.account, path: step.path(), body: step.body(), key: randomUUID() };
    const { told, attempts } = await this.untilAnswered(request);
    this.acknowledged.push({ ...request, told, attempts });
    Object.assign(she.ids, told.body);
    if (step.tells) she.told.push(step.tells);
    if (step.councilReads) await this.systems.expectRead(she, step.councilReads);
  }

  private async untilAnswered(request: Request): Promise<{ readonly told: Told; readonly attempts: number }> {
    for (let attempts = 1; ; attempts += 1) {
      this.over.throwIfAborted();
      const answer = await this.send(request).catch(() => undefined);
      if (answer && answer.status < 300) return { told: toldBy(answer), attempts };
      if (answer && !isPassing(answer))
        throw new BrokenPromise(`${request.path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
      await wait(pause);
    }
  }

  private send({ account, path, body, key }: Request): Promise<Answer> {
    const headers = { 'Idempotency-Key': key, 'X-Correlation-Id': key };
    return new ApiClient(this.url).as(account).send('POST', path, { body, headers });
  }
}

/** It asks to be sent again. */
const isPassing = ({ status, body }: Answer): boolean =>
  status === 503 || (status === 409 && JSON.stringify(body).includes('repeat-in-flight'));

const toldBy = ({ status, headers, body }: Answer): Told => ({
  status,
  etag: headers.get('etag'),
  position: headers.get('event-position'),
  location: headers.get('location'),
  body,
});
