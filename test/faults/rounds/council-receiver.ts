import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { GssCode } from '@ttg/reference';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type Received, startReceiver, type WebhookReceiver } from '../../councils/receiver';
import { ApiClient } from '../../support/api-client';
import type { WayToFail } from './plan';

const webhooks = '/api/v1/councils/webhooks';

/** A notice as it came by webhook, once or again. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly detailUrl: string;
  /** It was answered with 2xx; otherwise it must come again, unless it may not any more. */
  readonly taken: boolean;
}

/**
 * Where a council is told by webhook: a real server, which takes what is signed with its secret at this hour, and nothing else. For a while
 * it may fail.
 */
export class CouncilReceiver {
  /** Signed notices, in the order in which they came. */
  readonly heard: Heard[] = [];
  /** Why messages were no notices to this council, other than for the clock of whoever sent them. */
  readonly rejected: string[] = [];
  private readonly hung = new Set<ServerResponse>();
  private signature: Webhook | undefined;
  private failing: WayToFail | undefined;

  private constructor(
    readonly council: GssCode,
    private readonly server: WebhookReceiver,
  ) {}

  /** It listens, and nobody knows of it. */
  static async start(council: GssCode): Promise<CouncilReceiver> {
    const server = await startReceiver();
    const receiver = new CouncilReceiver(council, server);
    server.behave((message, response) => receiver.hear(message, response));
    return receiver;
  }

  /** As an administrator does it. From then on its council's notices come here. */
  async register(url: string): Promise<void> {
    const administrator = new ApiClient(url).as('administrator');
    const wanted = { council: this.council, url: this.server.url };
    const { receiverId, secret = '' } = await administrator.post(webhooks, wanted);
    this.signature = new Webhook(secret);
    await administrator.post(`${webhooks}/${receiverId}/proof`);
  }

  /** Whoever waits for an answer at its end gets none: the connection is broken off. */
  async fail(how: WayToFail, milliseconds: number): Promise<void> {
    this.failing = how;
    await wait(milliseconds);
    this.failing = undefined;
    for (const response of this.hung) response.destroy();
    this.hung.clear();
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private hear({ body, headers }: Received, response: ServerResponse): void {
    try {
      const { id, type, data } = this.signature?.verify(body, headers as Record<string, string>) as Notice;
      if (id !== headers['webhook-id']) throw new Error(`Message ${String(headers['webhook-id'])} has notice ${id}.`);
      this.heard.push({ id, type, detailUrl: data.detailUrl, taken: this.failing === undefined });
    } catch (error) {
      if (!isOfAnotherHour(error)) this.rejected.push(`${String(error)}: ${body}`);
      response.writeHead(401).end();
      return;
    }
    this.answer(response);
  }

  private answer(response: ServerResponse): void {
    if (this.failing === 'hangs') this.hung.add(response);
    else if (this.failing === 'breaks off') response.destroy();
    else response.writeHead(this.failing === 'refuses' ? 503 : 204).end();
  }
}

interface Notice {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly detailUrl: string };
}

/** As any receiver says that keeps to the specification, where the clock of whoever sends is hours wrong. */
const isOfAnotherHour = (error: unknown): boolean =>
  error instanceof WebhookVerificationError && error.message.startsWith('Message timestamp too');
