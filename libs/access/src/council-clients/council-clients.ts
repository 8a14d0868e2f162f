import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { IsoInstant } from '@ttg/event-sourcing';
import { Pool } from 'pg';
import { hashSecret, newSecret } from './secret';

/** A system of a council that may ask for tokens. */
export interface CouncilClient {
  /** Names it. */
  readonly clientId: string;
  /** GSS code: the one council that its tokens are good for. */
  readonly council: string;
  readonly madeAt: IsoInstant;
  /** The account of an administrator, or the console. */
  readonly madeBy: string;
  /** Since then it gets no token; null while it may. */
  readonly revokedAt: IsoInstant | null;
  readonly revokedBy: string | null;
}

/** Shown once, to the administrator who hands it on. */
export interface NewCouncilClient {
  /** Names the client when it asks for a token. */
  readonly clientId: string;
  /** What it proves itself with. Kept here as a hash alone. */
  readonly clientSecret: string;
}

const add = `
  insert into access.council_clients (client_id, council, salt, secret_hash, made_by)
  values ($1, $2, $3, $4, $5)`;

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const all = `
  select client_id as "clientId", council, ${instant('made_at')} as "madeAt", made_by as "madeBy",
    ${instant('revoked_at')} as "revokedAt", revoked_by as "revokedBy"
  from access.council_clients
  order by council, made_at`;

// Its tokens end with it.
const revoke = `
  with gone as (
    update access.council_clients
    set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, $2)
    where client_id = $1
    returning client_id
  ), ended as (
    delete from access.tokens where client_id in (select client_id from gone)
  )
  select from gone`;

/** The clients of councils: made, listed and revoked by an administrator. A new secret is a new client; then the old one is revoked. */
@Injectable()
export class CouncilClients {
  constructor(private readonly pool: Pool) {}

  /** @param madeBy the account of the administrator */
  async make(council: string, madeBy: string): Promise<NewCouncilClient> {
    const clientId = randomUUID();
    const clientSecret = newSecret();
    const { salt, hash } = await hashSecret(clientSecret);
    await this.pool.query(add, [clientId, council, salt, hash, madeBy]);
    return { clientId, clientSecret };
  }

  async list(): Promise<readonly CouncilClient[]> {
    return (await this.pool.query<CouncilClient>(all)).rows;
  }

  /** From now on it gets no token, and those it has open nothing. @returns false where there is no such client */
  async revoke(clientId: string, revokedBy: string): Promise<boolean> {
    return (await this.pool.query(revoke, [clientId, revokedBy])).rowCount === 1;
  }
}
