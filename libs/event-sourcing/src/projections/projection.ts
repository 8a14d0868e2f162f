import type { AnyEventDefinition, DomainEvent, EventTypeName } from '../events/event';
import type { Recorded } from '../events/recorded-event';

/** The tables of one projection, inside its transaction. Table names are written without a schema: the runner sets it. */
export interface Tables {
  /** Columns of type date come as `YYYY-MM-DD`, timestamptz as ISO 8601 in UTC, bigint and numeric as strings. */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/**
 * A read model that can be thrown away and rebuilt. Its position is committed with its rows.
 *
 * `apply` must give the same rows however the events are cut into batches. It keeps nothing between two calls, does not look
 * at the clock and catches no error of the database. What it throws parks the event and holds back its case.
 */
export abstract class Projection<Event extends DomainEvent = DomainEvent<EventTypeName, object>> {
  /** `context.name`: its tables stand in the PostgreSQL schema of the context. */
  abstract readonly name: `${string}.${string}`;
  /** Raised when the tables or `apply` change: the projection is then rebuilt beside the live one. */
  abstract readonly version: number;
  /** Creates the tables and their indexes, unqualified names only, and nothing else: no views, types or functions. */
  abstract readonly schema: string;
  abstract readonly handles: readonly AnyEventDefinition[];
  /**
   * In how many lanes events are applied side by side, each case (or person, where there is no case) in one of them. More than
   * one is for a projection that, for an event, reads and writes rows of its case alone. May be changed from release to release.
   */
  readonly lanes: number = 1;

  abstract apply(events: readonly Recorded<Event>[], tables: Tables): Promise<void>;
}
