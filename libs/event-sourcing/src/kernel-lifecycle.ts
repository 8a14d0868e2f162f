import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { BackgroundLoops } from './background/background';
import { PostgresClock } from './clock/postgres-clock';
import { kernelOptions, type KernelOptions } from './kernel-options';
import { ReadModels } from './projections/read-models';
import { ProjectionsOnDemand } from './projections/on-demand';
import { ProjectionRunner } from './projections/runner';
import { EventStore } from './store/event-store';
import { refuseAnotherStore } from './store/refuse-another-store';

/** Starts what runs by itself when all is wired, and stops it in the order in which one needs the other. */
@Injectable()
export class KernelLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopped: Promise<void> | undefined;

  constructor(
    @Inject(kernelOptions) private readonly options: KernelOptions,
    private readonly runner: ProjectionRunner,
    private readonly onDemand: ProjectionsOnDemand,
    private readonly loops: BackgroundLoops,
    private readonly clock: PostgresClock,
    private readonly store: EventStore,
    private readonly readModels: ReadModels,
    private readonly pool: Pool,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // A command may be there to find out what is wrong.
    if (this.options.background !== false) await refuseAnotherStore(this.pool, this.store);
    this.clock.listen();
    if (this.options.background === 'on-demand') return this.onDemand.prepare();
    if (!this.options.background) return;
    await this.runner.start();
    this.loops.start();
  }

  async onApplicationShutdown(): Promise<void> {
    // Whoever closes the application a second time waits for the first.
    await (this.stopped ??= this.stop());
  }

  private async stop(): Promise<void> {
    // Loops write and read; projections only take what is written; both need the connections.
    await this.loops.stop();
    await this.runner.stop();
    await this.clock.stop();
    await this.store.close();
    await this.readModels.close();
    await this.pool.end();
  }
}
