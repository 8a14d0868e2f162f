import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { isTransient } from '@ttg/event-sourcing/projections/transient';
import { Pool } from 'pg';
import type { Repeatable } from '../request/edge';
import type { Answer } from '../writing/written';

/** After this an attempt without an answer counts as dead (its process crashed), and a repeat is carried out. */
export const leaseSeconds = 15;

/** What becomes of a request with a key. */
export type Claim =
  | { readonly outcome: 'carry-out'; readonly attempt: string }
  | { readonly outcome: 'answered'; readonly answer: Answer }
  | { readonly outcome: 'in-flight' }
  | { readonly outcome: 'other-body' };

const claim = `
insert into platform.idempotency as kept (scope, body, attempt, leased_until)
values ($1, $2, $3, now() + make_interval(secs => $4))
on conflict (scope) do update set
  body = excluded.body, attempt = excluded.attempt, leased_until = excluded.leased_until, answer = null,
  first_seen_at = case when kept.first_seen_at < now() - interval '30 days' then now() else kept.first_seen_at end
where kept.first_seen_at < now() - interval '30 days'
   or (kept.answer is null and kept.leased_until < now() and kept.body = excluded.body)
returning scope`;

const look = `select body, answer from platform.idempotency where scope = $1`;

const keep = `update platform.idempotency set answer = $3, leased_until = now() where scope = $1 and attempt = $2`;

const forget = `delete from platform.idempotency where scope = $1 and attempt = $2 and answer is null`;

const endLease = `update platform.idempotency set leased_until = now() where scope = $1 and attempt = $2`;

const purge = `delete from platform.idempotency where first_seen_at < now() - interval '30 days'`;

const purgeEvery = 60 * 60 * 1000;

/** The answers that are kept for repeats, for 30 days. Real time, not the clock of the demo. */
@Injectable()
export class KeptAnswers implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(private readonly pool: Pool) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.purge().catch(ignoreTransient), purgeEvery).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async claim({ scope, body }: Repeatable): Promise<Claim> {
    const attempt = randomUUID();
    const { rowCount } = await this.pool.query(claim, [scope, body, attempt, leaseSeconds]);
    if (rowCount) return { outcome: 'carry-out', attempt };
    const { rows } = await this.pool.query<{ body: string; answer: Answer | null }>(look, [scope]);
    const kept = rows[0];
    if (kept && kept.body !== body) return { outcome: 'other-body' };
    return kept?.answer ? { outcome: 'answered', answer: kept.answer } : { outcome: 'in-flight' };
  }

  async keep({ scope }: Repeatable, attempt: string, answer: Answer): Promise<void> {
    await this.pool.query(keep, [scope, attempt, JSON.stringify(answer)]);
  }

  /** The request was refused, so that it may be mended and sent again with its key. */
  async forget({ scope }: Repeatable, attempt: string): Promise<void> {
    await this.pool.query(forget, [scope, attempt]);
  }

  /** The request failed and may have written: only the same one may be sent again with its key, and at once. */
  async endLease({ scope }: Repeatable, attempt: string): Promise<void> {
    await this.pool.query(endLease, [scope, attempt]);
  }

  async purge(): Promise<void> {
    await this.pool.query(purge);
  }
}

const ignoreTransient = (error: unknown): void => {
  if (!isTransient(error)) throw error;
};
