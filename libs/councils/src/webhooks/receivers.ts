import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  erased,
  type IsoInstant,
  NotFound,
  Personal,
  SealingVault,
  type SealBinding,
  type SealedValue,
} from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import { Pool, type PoolClient } from 'pg';
import * as sql from './receivers.sql';
import { newSigningSecret } from './signing';

export interface Receiver {
  readonly receiverId: string;
  readonly council: GssCode;
  readonly url: string;
  readonly status: 'unproved' | 'active' | 'disabled';
}

/** As an administrator sees it. */
export interface ListedReceiver extends Omit<Receiver, 'status'> {
  readonly status: Receiver['status'] | 'removed';
  readonly madeAt: IsoInstant;
  /** The account of the administrator who registered it. */
  readonly madeBy: string;
  readonly provedAt: IsoInstant | null;
  /** When it was disabled or removed; null while neither is so. */
  readonly endedAt: IsoInstant | null;
  readonly endedWhy: string | null;
  /** Notices on their way to it. */
  readonly waiting: number;
  /** Notices that were given up on. */
  readonly dead: number;
}

/** Shown once, to the administrator who hands it on. */
export interface NewSecret {
  /** Names the receiver. */
  readonly receiverId: string;
  /** What its messages are signed with, as Standard Webhooks writes it. */
  readonly secret: string;
}

type Stored = SealedValue & SealBinding;

/**
 * Addresses of councils that notices are posted to, and what is signed with. Secrets are sealed as personal data is, under a key
 * of the receiver's own in the keyring: so a new master key wraps it again with all the others.
 */
@Injectable()
export class Receivers {
  constructor(
    private readonly pool: Pool,
    private readonly vault: SealingVault,
  ) {}

  /** @param madeBy the account of the administrator */
  async add(council: GssCode, url: string, madeBy: string): Promise<NewSecret> {
    const receiverId = randomUUID();
    const { secret, insert } = await this.sealedSecret(receiverId);
    await this.together(async (client) => {
      await client.query(sql.addReceiver, [receiverId, council, url, madeBy]);
      await insert(client);
    });
    return { receiverId, secret };
  }

  /**
   * Another secret. Those before it are good for the overlap, and messages are signed with all that are good.
   * @param overlapHours whole hours of real time
   * @throws NotFound
   */
  async rotate(receiverId: string, overlapHours: number): Promise<NewSecret> {
    await this.find(receiverId);
    const { secretId, secret, insert } = await this.sealedSecret(receiverId);
    await this.together(async (client) => {
      await insert(client);
      await client.query(sql.endOlderSecrets, [receiverId, secretId, overlapHours]);
      await client.query(sql.dropEndedSecrets, [receiverId]);
    });
    return { receiverId, secret };
  }

  /** @throws NotFound */
  async find(receiverId: string): Promise<Receiver> {
    const { rows } = await this.pool.query<Receiver>(sql.findReceiver, [receiverId]);
    if (!rows[0]) throw new NotFound('receiver');
    return rows[0];
  }

  async list(): Promise<readonly ListedReceiver[]> {
    return (await this.pool.query<ListedReceiver>(sql.listReceivers)).rows;
  }

  /** @returns what its messages are signed with now, the newest first */
  async secretsOf(receiverId: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ sealed: Stored }>(sql.secretsOf, [receiverId]);
    const opened = await this.vault.openAll(rows.map(({ sealed }) => Personal.fromReadModel<string>(sealed)));
    return opened.filter((secret) => secret !== erased);
  }

  async proved(receiverId: string): Promise<void> {
    await this.pool.query(sql.proveReceiver, [receiverId]);
  }

  async disable(receiverId: string, why: string): Promise<void> {
    await this.pool.query(sql.disableReceiver, [receiverId, why]);
  }

  /** Nothing is sent to it any more, and its secrets cannot be read any more. @throws NotFound */
  async remove(receiverId: string, removedBy: string): Promise<void> {
    const { rowCount } = await this.pool.query(sql.removeReceiver, [receiverId, removedBy]);
    if (rowCount !== 1) throw new NotFound('receiver');
    await this.vault.destroyKeys(holder(receiverId));
  }

  private async sealedSecret(receiverId: string) {
    const secretId = randomUUID();
    const secret = newSigningSecret();
    const binding: SealBinding = {
      eventId: secretId,
      eventType: 'exchange.receiver-secret',
      field: 'secret',
      personId: holder(receiverId),
      compartment: 'contact',
    };
    const [sealed] = await this.vault.sealAll([{ value: secret, binding }]);
    const stored = JSON.stringify({ ...sealed, ...binding });
    const insert = (client: PoolClient) => client.query(sql.addSecret, [secretId, receiverId, stored]);
    return { secretId, secret, insert };
  }

  private async together(work: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

/** Whose the key is, in a keyring that else holds those of women. */
const holder = (receiverId: string): string => `webhook-receiver-${receiverId}`;
