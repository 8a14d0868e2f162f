import { DatabaseError, escapeIdentifier } from 'pg';
import type { Target } from './applying';
import { liveSchema } from './catalogue';
import { setLanes } from './lanes';
import { moveShadowTables } from './making-tables';
import { releaseRebuilt } from './parking';
import { lockPosition } from './positions';
import type { Replay } from './replay';
import type { Steps } from './steps';
import { inTransaction } from './transaction';

/** Batches replayed while the live projection waits; if they do not suffice, we let it go on and come back. */
const mostBatches = 5;

// Shorter than PostgreSQL's deadlock_timeout (one second): where a reader of several tables and the take-over stand in each
// other's way, the take-over gives up and no reader is ever refused.
const lockTimeout = `set local lock_timeout to '400ms'`;
const lockNotAvailable = '55P03';

const takeOverStatement = `
  update projections.positions
  set version = $2, position = $3, tables = $4, updated_at = now()
  where name = $1`;

const dropParkedStatement = `
  delete from projections.parked
  where projection = $1 and not rebuilding`;

const adoptParkedStatement = `
  update projections.parked
  set rebuilding = false
  where projection = $1 and rebuilding`;

const endStatement = `
  delete from projections.rebuilds
  where name = $1`;

/** Puts rebuilt tables in the place of the live ones, in one transaction. */
export class TakeOver {
  private attempts = 0;

  constructor(
    private readonly target: Target,
    private readonly tables: readonly string[],
    private readonly replay: Replay,
    private readonly steps: Steps,
    /** What becomes of cases that an operator had parked before the rebuild began: it took in their events too. */
    private readonly parkedByHand: 'let-go' | 'stays-parked' = 'let-go',
  ) {}

  /** @returns whether the rebuilt tables are the live ones now; if not, it has to be tried again. */
  async attempt(): Promise<boolean> {
    const before = this.replay.progress;
    this.attempts += 1;
    try {
      await inTransaction(this.target.client, () => this.takeOver());
    } catch (error) {
      this.replay.rewindTo(before);
      if (error instanceof NotYet || (error instanceof DatabaseError && error.code === lockNotAvailable)) return false;
      throw error;
    }
    await this.steps.at('after-switch', this.target.projection.name);
    return true;
  }

  private async takeOver(): Promise<void> {
    const { client, projection } = this.target;
    await client.query(lockTimeout);
    // From here the live projection stands still, and its rows are not ahead of what the store holds now.
    const live = await lockPosition(client, projection);
    await this.replayTheRest();
    await this.steps.at('before-switch', projection.name);
    const { position } = this.replay.progress;
    await this.waitForReaders(live?.tables ?? []);
    await moveShadowTables(client, projection, this.tables, live?.tables ?? []);
    await client.query(takeOverStatement, [projection.name, projection.version, position ?? null, this.tables]);
    await setLanes(client, projection.name, projection.lanes);
    await client.query(dropParkedStatement, [projection.name]);
    await client.query(adoptParkedStatement, [projection.name]);
    if (this.parkedByHand === 'let-go') await releaseRebuilt(client, projection.name);
    await client.query(endStatement, [projection.name]);
    await this.steps.at('switched', projection.name);
  }

  /** A reader that joins the tables locks them in an order we do not know: every other attempt takes them the other way round. */
  private async waitForReaders(tables: readonly string[]): Promise<void> {
    const { client, projection } = this.target;
    const qualified = tables.map((table) => `${escapeIdentifier(liveSchema(projection))}.${escapeIdentifier(table)}`);
    const inOrder = this.attempts % 2 === 0 ? qualified : qualified.reverse();
    if (inOrder.length > 0) await client.query(`lock table ${inOrder.join(', ')} in access exclusive mode`);
  }

  private async replayTheRest(): Promise<void> {
    for (let batch = 1; batch <= mostBatches; batch += 1) if (await this.replay.stepInTransaction()) return;
    throw new NotYet();
  }
}

/** The store grows faster than the rest could be replayed while the live projection waited. */
class NotYet extends Error {}
