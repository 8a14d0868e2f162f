import { Injectable, Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { EventCodec } from '../events/event-codec';
import type { StoredEvent } from '../store/event-store';
import { errorClass, placeOf } from './error-class';
import { caseKeyOf, park } from './parking';
import type { Projection } from './projection';
import { ProjectionTables } from './projection-tables';
import { Steps } from './steps';
import { isTransient } from './transient';

/** What a batch is applied to, inside a transaction whose search_path is set. */
export interface Target {
  readonly client: ClientBase;
  readonly projection: Projection;
  /** Whether these are the tables of a rebuild, or the live ones. */
  readonly rebuilding: boolean;
}

/** Brings events into the tables of a projection, and parks those it cannot take. */
@Injectable()
export class Applying {
  private readonly logger = new Logger('Projections');

  constructor(
    private readonly codec: EventCodec,
    private readonly steps: Steps,
  ) {}

  /**
   * Applies all events together, but for those of cases that are held back: they are parked behind.
   * @param held the cases that are held back.
   * @throws whatever the projection throws; the transaction is of no use then.
   */
  async together(target: Target, events: readonly StoredEvent[], held: ReadonlySet<string>): Promise<void> {
    const free = held.size === 0 ? events : events.filter((event) => !held.has(caseKeyOf(event)));
    for (const event of events) if (held.has(caseKeyOf(event))) await this.park(target, event);
    if (free.length > 0) await this.apply(target, free);
  }

  /**
   * Applies events one by one, each on a savepoint; one that fails is parked and holds back its case.
   * @param heldBefore the cases that are held back.
   * @throws only what passes by itself.
   */
  async oneByOne(target: Target, events: readonly StoredEvent[], heldBefore: ReadonlySet<string>): Promise<void> {
    const held = new Set(heldBefore);
    for (const event of events) {
      const caseKey = caseKeyOf(event);
      const isHeld = held.has(caseKey);
      const failure = isHeld ? undefined : await this.tryOne(target, event);
      if (!isHeld && failure === undefined) continue;
      await this.park(target, event, failure);
      held.add(caseKey);
    }
  }

  /**
   * Applies one event on a savepoint.
   * @returns the class of what was thrown, or nothing if it was applied.
   * @throws only what passes by itself.
   */
  async tryOne({ client, projection, rebuilding }: Target, event: StoredEvent): Promise<string | undefined> {
    await client.query('savepoint one_event');
    try {
      await this.apply({ client, projection, rebuilding }, [event]);
      await client.query('release savepoint one_event');
      return undefined;
    } catch (error) {
      if (isTransient(error)) throw error;
      await client.query('rollback to savepoint one_event');
      const failure = errorClass(error);
      this.logger.error(
        `${projection.name} cannot take event ${event.id} (${event.type}): ${failure}\n${placeOf(error)}`,
      );
      return failure;
    }
  }

  private async park(target: Target, event: StoredEvent, failure?: string): Promise<void> {
    const { client, projection, rebuilding } = target;
    await park(client, { name: projection.name, rebuilding }, event, failure);
    await this.steps.at('parked', projection.name);
  }

  private async apply({ client, projection }: Target, events: readonly StoredEvent[]): Promise<void> {
    const tables = new ProjectionTables(client);
    try {
      await projection.apply(
        events.map((event) => this.codec.decode(event)),
        tables,
      );
    } finally {
      tables.close();
    }
  }
}
