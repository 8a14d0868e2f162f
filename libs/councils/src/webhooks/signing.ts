import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Message } from './post';

/** @returns a secret as the Standard Webhooks specification writes one: 256 random bits. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** A receiver that was removed a moment ago, or whose key is gone: it takes nothing that is not signed, and gets nothing. */
export class NothingToSignWith extends Error {
  override readonly name = 'NothingToSignWith';
}

/**
 * Signs a message by the Standard Webhooks specification.
 * @param id the same at each attempt, so that the receiver can tell a repeat
 * @param secrets one; while an old one is still good, both, and the message carries a signature by each
 * @param now real time
 * @throws NothingToSignWith
 */
export const signed = (id: string, body: string, secrets: readonly string[], now: Date): Message => {
  if (secrets.length === 0) throw new NothingToSignWith();
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'through-the-gate',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
    },
  };
};
