import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { setStatus } from './positions';

/** Lets a projection stand still while somebody looks into it; the others go on. Its runner notices before its next batch. */
@Injectable()
export class ProjectionPause {
  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
  ) {}

  /** @throws UnknownProjection */
  async pause(name: string): Promise<void> {
    await this.set(name, 'paused');
  }

  /** @throws UnknownProjection */
  async resume(name: string): Promise<void> {
    await this.set(name, 'live');
  }

  private async set(name: string, status: 'live' | 'paused'): Promise<void> {
    await this.creation.createIfNew(this.catalogue.get(name));
    await setStatus(this.pool, name, status);
  }
}
