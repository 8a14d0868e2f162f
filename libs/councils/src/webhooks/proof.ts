import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Refusal } from '@ttg/event-sourcing';
import { sourceOf } from '@ttg/messaging/contract/attributes';
import { type Outcome, post } from './post';
import { Receivers } from './receivers';
import { sentences } from './sentences';
import { signed } from './signing';
import { Targets } from './targets';

/** The type of the message that a receiver proves itself by: not a notice, and about nobody. */
export const challengeType = 'council.receiver-challenge';

export class NotProved extends Refusal {
  readonly code = 'receiver-not-proved';

  constructor(outcome: Outcome) {
    const what = 'fault' in outcome ? sentences[outcome.fault] : `It answered with ${outcome.status}.`;
    super(
      `${what} To be proved it must answer the signed challenge with 200 and {"challenge": …}, the text it was sent, within 15 seconds.`,
    );
  }
}

/** Whoever registers an address must be listening there: it is sent a challenge, and must answer with it. */
@Injectable()
export class Proof {
  constructor(
    private readonly receivers: Receivers,
    private readonly targets: Targets,
  ) {}

  /** @throws NotFound @throws NotProved */
  async ask(receiverId: string): Promise<void> {
    const { url } = await this.receivers.find(receiverId);
    const challenge = randomBytes(24).toString('base64url');
    const id = randomUUID();
    const body = JSON.stringify({
      specversion: '1.0',
      id,
      source: sourceOf('council'),
      type: challengeType,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { challenge },
    });
    const message = signed(id, body, await this.receivers.secretsOf(receiverId), new Date());
    const outcome = await post(this.targets, url, message, new AbortController().signal);
    if (!echoes(outcome, challenge)) throw new NotProved(outcome);
    await this.receivers.proved(receiverId);
  }
}

const echoes = (outcome: Outcome, challenge: string): boolean => {
  if ('fault' in outcome || outcome.status !== 200) return false;
  try {
    const { challenge: echo } = JSON.parse(outcome.body) as { challenge?: unknown };
    const [given, expected] = [Buffer.from(String(echo)), Buffer.from(challenge)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  } catch {
    return false;
  }
};
