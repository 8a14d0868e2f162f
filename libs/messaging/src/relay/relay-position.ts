import type { Position } from '@ttg/event-sourcing';
import type { Pool } from 'pg';
import { LeaseLost } from './publishing';

/** There is one relay of events. */
const name = 'events';

const takeOverStatement = `
  insert into relay.positions (name, epoch)
  values ($1, 1)
  on conflict (name) do update set epoch = positions.epoch + 1, updated_at = now()
  returning epoch, position`;

const storeStatement = `
  update relay.positions
  set position = $3, updated_at = now()
  where name = $1 and epoch = $2`;

const readStatement = `
  select position
  from relay.positions
  where name = $1`;

/** The right to say how far the relay has published, until somebody else takes it. */
export interface RelayLease {
  readonly epoch: string;
  /** Everything up to here is published, and perhaps more. */
  readonly position: Position | undefined;
}

/** Takes the lease, from whoever has it. */
export const takeLease = async (pool: Pool): Promise<RelayLease> => {
  const { rows } = await pool.query<{ epoch: string; position: Position | null }>(takeOverStatement, [name]);
  const [row] = rows;
  if (!row) throw new LeaseLost();
  return { epoch: row.epoch, position: row.position ?? undefined };
};

/** @throws LeaseLost, with nothing stored */
export const storePosition = async (pool: Pool, { epoch }: RelayLease, position: Position): Promise<void> => {
  const { rowCount } = await pool.query({
    name: 'store-relay-position',
    text: storeStatement,
    values: [name, epoch, position],
  });
  if (rowCount !== 1) throw new LeaseLost();
};

/** @returns what is stored, whoever stored it. */
export const readRelayPosition = async (pool: Pool): Promise<Position | undefined> => {
  const { rows } = await pool.query<{ position: Position | null }>(readStatement, [name]);
  return rows[0]?.position ?? undefined;
};
