import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { lockInTransaction, makeShadowTables, moveShadowTables } from './making-tables';
import { setLanes } from './lanes';
import { type PositionRow, readPosition } from './positions';
import type { Projection } from './projection';
import { withTransaction } from './transaction';

const insertStatement = `
  insert into projections.positions (name, version, tables)
  values ($1, $2, $3)`;

/** Makes the tables of a projection that was never seen in this database. */
@Injectable()
export class ProjectionCreation {
  constructor(private readonly pool: Pool) {}

  /** @returns how the projection stands: at the beginning, if it was new. */
  async createIfNew(projection: Projection): Promise<PositionRow> {
    return (await readPosition(this.pool, projection.name)) ?? this.create(projection);
  }

  private create(projection: Projection): Promise<PositionRow> {
    return withTransaction(this.pool, async (client) => {
      const { name, version, lanes } = projection;
      await lockInTransaction(client, name);
      // Another process may have been first while we waited.
      const known = await readPosition(client, name);
      if (known) return known;
      const tables = await makeShadowTables(client, projection, []);
      await moveShadowTables(client, projection, tables, []);
      await client.query(insertStatement, [name, version, tables]);
      await setLanes(client, name, lanes);
      return { version, position: undefined, status: 'live', tables, lanes };
    });
  }
}
