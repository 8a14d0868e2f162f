import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Account } from '../account';
import { Guesses } from './guesses';
import { hashSecret, isSecretOf, newSecret, type SecretHash, tokenHash } from './secret';
import { Turnstile } from './turnstile';

/** How long a token is good for. Seconds of real time. */
export const tokenSeconds = 600;

/** What marks our tokens: one that turns up in a log or a repository can be recognised. */
const mark = 'ttg_';

export interface AccessToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export type TokenAnswer = AccessToken | 'unknown-client' | 'too-many-guesses';

const secretOf = `
  select salt, secret_hash as hash
  from access.council_clients
  where client_id = $1 and revoked_at is null`;

// Only while the client is there: it may have been revoked since its secret was looked at.
const give = `
  with old as (
    delete from access.tokens where expires_at < now()
  )
  insert into access.tokens (token_hash, client_id, expires_at)
  select $1, client_id, now() + make_interval(secs => $3)
  from access.council_clients
  where client_id = $2 and revoked_at is null
  for share`;

const holderOf = `
  select c.client_id as "clientId", c.council
  from access.tokens t
  join access.council_clients c using (client_id)
  where t.token_hash = $1 and t.expires_at > now() and c.revoked_at is null`;

/** OAuth 2.0 tokens of council clients: opaque, short-lived, good for one council, and gone at once when the client is revoked. */
@Injectable()
export class AccessTokens {
  private readonly guesses = new Guesses();
  /**
   * A hash takes 16 MB and a thread for some 50 ms: two at a time, and a hundred that wait. Node has four such threads, and names are
   * looked up and files are read on them too.
   */
  private readonly hashing = new Turnstile(2, 100);
  /** What a guess at an unknown client is compared with, so that it takes as long. */
  private readonly nobody = hashSecret(newSecret());

  constructor(private readonly pool: Pool) {}

  async issue(written: string, clientSecret: string): Promise<TokenAnswer> {
    const clientId = written.toLowerCase();
    if (this.hashing.isFull || !this.guesses.allow(clientId)) return 'too-many-guesses';
    const known = await this.secretOf(clientId);
    const proof = await this.hashing.pass(() => this.prove(clientId, clientSecret, known));
    return proof === 'proved' ? this.give(clientId) : (proof ?? 'too-many-guesses');
  }

  private async give(clientId: string): Promise<TokenAnswer> {
    const token = `${mark}${newSecret()}`;
    const { rowCount } = await this.pool.query(give, [tokenHash(token), clientId, tokenSeconds]);
    return rowCount === 1 ? { token, expiresIn: tokenSeconds } : 'unknown-client';
  }

  /** @returns the council's account that a token stands for, or nothing. */
  async accountOf(token: string): Promise<Account | undefined> {
    if (!token.startsWith(mark)) return undefined;
    const { rows } = await this.pool.query<{ clientId: string; council: string }>({
      name: 'access-token',
      text: holderOf,
      values: [tokenHash(token)],
    });
    const [holder] = rows;
    return (
      holder && {
        id: `council-client-${holder.clientId}`,
        role: 'council-housing',
        organisation: holder.council,
        title: `System of council ${holder.council}`,
      }
    );
  }

  private async secretOf(clientId: string): Promise<SecretHash | undefined> {
    if (!uuid.test(clientId)) return undefined;
    return (await this.pool.query<SecretHash>(secretOf, [clientId])).rows[0];
  }

  private async prove(
    clientId: string,
    clientSecret: string,
    known: SecretHash | undefined,
  ): Promise<'proved' | 'unknown-client' | 'too-many-guesses'> {
    // Of many that came at once, all were let be when they came.
    if (!this.guesses.allow(clientId)) return 'too-many-guesses';
    const matches = await isSecretOf(clientSecret, known ?? (await this.nobody));
    if (matches && known) return 'proved';
    this.guesses.failed(clientId);
    return 'unknown-client';
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
