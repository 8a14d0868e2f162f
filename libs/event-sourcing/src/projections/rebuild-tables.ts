import type { ClientBase, Pool, QueryResult } from 'pg';
import type { Position, StoredEvent } from '../store/event-store';
import type { Applying, Target } from './applying';
import { shadowSchema } from './catalogue';
import { byLane, joined } from './lanes';
import { askForHeldCases, heldIn } from './parking';
import { setSearchPath } from './positions';
import type { Projection } from './projection';
import { type Prepared, sendTogether } from './sent-together';
import type { Steps } from './steps';
import { inTransaction, withTransaction } from './transaction';
import { isTransient } from './transient';

const beginStatement = `
  insert into projections.rebuilds (name, version)
  values ($1, $2)
  on conflict (name) do update set version = excluded.version, position = null, started_at = clock_timestamp()
  returning started_at::text as "startedAt"`;

const progressStatement = `
  update projections.rebuilds
  set position = $2
  where name = $1 and started_at = $3`;

const fenceStatement = `
  select from projections.rebuilds
  where name = $1 and started_at = $2
  for share`;

/** Another rebuild of the projection has begun: ours lost its lock, and did not know. */
class Superseded extends Error {
  override readonly name = 'Superseded';

  constructor() {
    super('Another rebuild of the same projection has begun.');
  }
}

/** @returns when a rebuild that is noted now began: what tells it from others. Their lanes end before this returns. */
export const noteRebuild = async (client: ClientBase, { name, version }: Projection): Promise<string> => {
  const { rows } = await client.query<{ startedAt: string }>(beginStatement, [name, version]);
  return rows[0]?.startedAt ?? '';
};

export interface RebuildTablesParts {
  readonly pool: Pool;
  readonly applying: Applying;
  readonly steps: Steps;
  readonly abandon?: AbortSignal;
}

/** The tables of one rebuild. Nobody reads them before the take-over, and its own commit is a durable one. */
export class RebuildTables {
  constructor(
    private readonly parts: RebuildTablesParts,
    /** On the connection that holds the lock of the rebuild. */
    readonly target: Target,
    private readonly startedAt: string,
  ) {}

  /** Writes a batch, each lane in a transaction of its own. What broke off is begun anew from the first event, so lanes have no position. */
  async write(events: readonly StoredEvent[], upTo: Position | undefined): Promise<void> {
    const { client, projection } = this.target;
    if (projection.lanes === 1) {
      await this.together((apply) =>
        inTransaction(client, (answers) => this.writeOn(client, answers, events, apply, upTo), this.opening),
      );
      return;
    }
    await joined(byLane(events, projection.lanes).map((part) => this.writeLane(part.events)));
    await this.progress(client, upTo);
  }

  /** Inside the transaction that takes over, one by one. */
  async writeInTransaction(events: readonly StoredEvent[]): Promise<void> {
    const [held] = await sendTogether(this.target.client, this.turning);
    await this.parts.applying.oneByOne(this.target, events, heldIn(held));
  }

  private writeLane(events: readonly StoredEvent[]): Promise<void> {
    const { pool, abandon } = this.parts;
    const { opening } = this;
    return this.together((apply) =>
      withTransaction(pool, (client, answers) => this.writeOn(client, answers, events, apply), { opening, abandon }),
    );
  }

  private async writeOn(
    client: ClientBase,
    [fence, held]: readonly QueryResult[],
    events: readonly StoredEvent[],
    apply: 'together' | 'oneByOne',
    upTo?: Position,
  ): Promise<void> {
    if (fence?.rowCount !== 1) throw new Superseded();
    const { projection } = this.target;
    await this.parts.applying[apply]({ client, projection, rebuilding: true }, events, heldIn(held));
    if (upTo !== undefined) await this.progress(client, upTo);
    await this.parts.steps.at('before-rebuild-commit', projection.name);
  }

  private async together(write: (apply: 'together' | 'oneByOne') => Promise<void>): Promise<void> {
    await write('together').catch((error: unknown) => {
      if (isTransient(error) || error instanceof Superseded) throw error;
      return write('oneByOne');
    });
    await this.parts.steps.at('after-rebuild-commit', this.target.projection.name);
  }

  private async progress(client: ClientBase, upTo: Position | undefined): Promise<void> {
    const { name } = this.target.projection;
    const { rowCount } = await client.query(progressStatement, [name, upTo ?? null, this.startedAt]);
    if (rowCount !== 1) throw new Superseded();
  }

  /** The lock of the rebuild is on one connection: on another, and without it, these may be the tables of another rebuild. */
  private get opening(): readonly (string | Prepared)[] {
    const values = [this.target.projection.name, this.startedAt];
    const fence = { name: 'rebuild-goes-on', text: fenceStatement, values };
    return [fence, ...this.turning, 'set local synchronous_commit to off'];
  }

  /** Turns a transaction to these tables. */
  private get turning(): readonly (string | Prepared)[] {
    const { projection } = this.target;
    const held = askForHeldCases({ name: projection.name, rebuilding: true });
    return [held, setSearchPath(shadowSchema(projection))];
  }
}
