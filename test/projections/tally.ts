import { defineEvent, type EventIn, Projection, type Recorded, type Tables } from '@ttg/event-sourcing';

export const tallied = defineEvent<{ amount: number }>()('housing.tallied');
/** An event that no projection here handles. */
export const overheard = defineEvent<{ what: string }>()('housing.overheard');

export const tallyEvents = { tallied };
export type Tallied = Recorded<EventIn<typeof tallyEvents>>;

/** Thrown with a value of her record in its message, as careless code would. */
export class CannotBeTallied extends Error {
  override readonly name = 'CannotBeTallied';

  constructor(amount: number) {
    super(`Amount ${amount} of Synthetic Person cannot be tallied.`);
  }
}

/** Counts and sums per case, and keeps every event it was given in a log: what was applied twice shows. */
export class Tally extends Projection<EventIn<typeof tallyEvents>> {
  readonly name = 'housing.tally';
  readonly version: number = 1;
  readonly schema: string = `
    create table tally (case_id text primary key, events integer not null, total integer not null);
    create table tally_log (number bigint generated always as identity primary key, event_id uuid not null, case_id text not null, amount integer not null);
    create index tally_log_case on tally_log (case_id);`;
  readonly handles = [tallied];
  /** Amounts it cannot take. */
  readonly poison = new Set<number>();
  /** Called after the rows are written and before the batch is committed. */
  beforeCommit: (events: readonly Tallied[], tables: Tables) => Promise<void> = async () => undefined;

  async apply(events: readonly Tallied[], tables: Tables): Promise<void> {
    for (const { id, data, metadata } of events) {
      const caseId = metadata.caseId ?? metadata.personId;
      await tables.query(`insert into tally_log (event_id, case_id, amount) values ($1, $2, $3)`, [
        id,
        caseId,
        data.amount,
      ]);
      if (this.poison.has(data.amount)) throw new CannotBeTallied(data.amount);
      await tables.query(
        `insert into tally values ($1, 1, $2)
         on conflict (case_id) do update set events = tally.events + 1, total = tally.total + excluded.total`,
        [caseId, data.amount],
      );
    }
    await this.beforeCommit(events, tables);
  }
}

/** The next release of it: another column, and twice the total. */
export class TallyTwo extends Tally {
  override readonly version = 2;
  override readonly schema = `
    create table tally (case_id text primary key, events integer not null, total integer not null, doubled integer);
    create table tally_log (number bigint generated always as identity primary key, event_id uuid not null, case_id text not null, amount integer not null);
    create index tally_log_case on tally_log (case_id);`;

  override async apply(events: readonly Tallied[], tables: Tables): Promise<void> {
    await super.apply(events, tables);
    await tables.query(`update tally set doubled = total * 2`);
  }
}
