import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { holdCase } from './parking';
import { lockPosition } from './positions';
import { withTransaction } from './transaction';

/** Lets one case of a projection stand still while somebody looks into it; the others go on. */
@Injectable()
export class ProjectionParking {
  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
  ) {}

  /**
   * Holds back what comes to a case from now on, until it is retried by its name, or the projection is rebuilt. No batch is
   * under way when this returns.
   * @param caseKey the case, or the person for events of no case
   * @throws UnknownProjection
   */
  async park(name: string, caseKey: string): Promise<void> {
    const projection = this.catalogue.get(name);
    await this.creation.createIfNew(projection);
    await withTransaction(this.pool, async (client) => {
      await lockPosition(client, projection);
      await holdCase(client, name, caseKey);
    });
  }
}
