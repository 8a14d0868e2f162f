import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { Clock, SystemClock } from '@ttg/calendar';
import { Pool } from 'pg';
import { Archive } from './archive/archive';
import { BackgroundLoops } from './background/background';
import { MovableClock } from './clock/movable-clock';
import { PostgresClock } from './clock/postgres-clock';
import { AppendSignals } from './decisions/append-signals';
import { Streams } from './decisions/streams';
import type { AnyEventDefinition } from './events/event';
import { EventCodec } from './events/event-codec';
import { EventRegistry } from './events/event-registry';
import { SealingCodec } from './events/sealing-codec';
import { kernelOptions, type KernelOptions } from './kernel-options';
import { KernelLifecycle } from './kernel-lifecycle';
import { PostgresVault } from './personal-data/postgres-vault';
import { openIndexKey, openMasterKeys } from './personal-data/secrets';
import { SealingVault, Vault } from './personal-data/vault';
import { openPool } from './postgres/pool';
import { DailyCheckpoint } from './postgres/verifying/daily-checkpoint';
import { Applying } from './projections/applying';
import { ProjectionCatalogue } from './projections/catalogue';
import { ProjectionCreation } from './projections/creation';
import { FirstBuild } from './projections/first-build';
import type { Projection } from './projections/projection';
import { ProjectionParking } from './projections/projection-parking';
import { ProjectionPause } from './projections/projection-pause';
import { ProjectionLag } from './projections/lag';
import { Leadership } from './projections/leadership';
import { OnDemandWaiter, ProjectionsOnDemand } from './projections/on-demand';
import { ReadModels } from './projections/read-models';
import { ProjectionRebuild } from './projections/rebuild';
import { ProjectionRetry } from './projections/retry';
import { ProjectionRunner } from './projections/runner';
import { ProjectionSignals } from './projections/signals';
import { ProjectionStatus } from './projections/status';
import { Steps } from './projections/steps';
import { TypeOrmReadModels } from './projections/typeorm-read-models';
import { ProjectionWaiter } from './projections/waiter';
import { ProjectionWorks } from './projections/works';
import { EventStore } from './store/event-store';
import { openEventStore } from './store/open-event-store';

/** Connections of read queries: pages are served beside what the kernel does. */
const readConnections = 10;

const connections: Provider[] = [
  { provide: Pool, inject: [kernelOptions], useFactory: ({ databaseUrl }: KernelOptions) => openPool(databaseUrl) },
  {
    provide: ReadModels,
    inject: [kernelOptions],
    useFactory: ({ databaseUrl }: KernelOptions) =>
      TypeOrmReadModels.connect({ databaseUrl, poolSize: readConnections }),
  },
  { provide: EventStore, inject: [Pool, kernelOptions], useFactory: openEventStore },
];

const clocks: Provider[] = [
  {
    provide: PostgresClock,
    inject: [Pool],
    useFactory: async (pool: Pool) => {
      const shared = new PostgresClock(pool);
      await shared.refresh();
      return shared;
    },
  },
  { provide: MovableClock, useExisting: PostgresClock },
  {
    provide: Clock,
    inject: [kernelOptions, PostgresClock],
    useFactory: ({ clock }: KernelOptions, shared: PostgresClock) => clock ?? shared,
  },
];

const personalData: Provider[] = [
  {
    provide: SealingVault,
    inject: [Pool, kernelOptions],
    useFactory: async (pool: Pool, { keys }: KernelOptions) => {
      try {
        return await PostgresVault.open(pool, { masterKeys: openMasterKeys(keys), indexKey: openIndexKey(keys) });
      } catch (error) {
        // Nobody closes an application that was never put together, and its connections would be heard of as they break.
        await pool.end();
        throw error;
      }
    },
  },
  { provide: Vault, useExisting: SealingVault },
  { provide: EventCodec, useClass: SealingCodec },
];

const projections: Provider[] = [
  Steps,
  Leadership,
  ProjectionCatalogue,
  ProjectionSignals,
  ProjectionCreation,
  ProjectionRebuild,
  FirstBuild,
  ProjectionRunner,
  ProjectionRetry,
  ProjectionPause,
  ProjectionParking,
  ProjectionLag,
  ProjectionStatus,
  ProjectionWorks,
  ProjectionsOnDemand,
  {
    provide: ProjectionWaiter,
    inject: [kernelOptions, Pool, EventStore, ProjectionSignals, ProjectionsOnDemand],
    useFactory: (
      { background }: KernelOptions,
      pool: Pool,
      store: EventStore,
      signals: ProjectionSignals,
      onDemand: ProjectionsOnDemand,
    ) =>
      background === 'on-demand'
        ? new OnDemandWaiter(pool, store, signals, onDemand)
        : new ProjectionWaiter(pool, store, signals),
  },
  Applying,
];

const checkpoints: Provider = {
  provide: DailyCheckpoint,
  inject: [BackgroundLoops, Pool, kernelOptions],
  useFactory: (loops: BackgroundLoops, pool: Pool, { checkpointFolder, kurrentDbUrl, keys }: KernelOptions) => {
    const folder = kurrentDbUrl === undefined ? checkpointFolder : undefined;
    return new DailyCheckpoint(loops, pool, new SystemClock(), { folder, keys });
  },
};

export interface FeatureOptions {
  /** The context's dictionary: definitions of events and nothing else. */
  readonly events?: Readonly<Record<string, AnyEventDefinition>>;
  readonly projections?: readonly Type<Projection>[];
}

/** The kernel: once `forRoot` in the application, `forFeature` in every context. */
@Module({})
export class EventSourcingModule {
  static forRoot(options: KernelOptions): DynamicModule {
    const shared = [
      ...connections,
      ...clocks,
      ...personalData,
      ...projections,
      EventRegistry,
      AppendSignals,
      Streams,
      Archive,
      BackgroundLoops,
      checkpoints,
    ];
    return {
      module: EventSourcingModule,
      global: true,
      providers: [{ provide: kernelOptions, useValue: options }, ...shared, KernelLifecycle],
      exports: [kernelOptions, ...shared],
    };
  }

  static forFeature({ events = {}, projections: own = [] }: FeatureOptions): DynamicModule {
    const entry: Provider = {
      provide: Symbol('event-sourcing feature'),
      inject: [EventRegistry, ProjectionCatalogue, ...own],
      useFactory: (registry: EventRegistry, catalogue: ProjectionCatalogue, ...instances: Projection[]) => {
        registry.add(events);
        for (const projection of instances) catalogue.add(projection);
        return true;
      },
    };
    return { module: EventSourcingFeature, providers: [...own, entry], exports: [...own] };
  }
}

/** What one context brings to the kernel. */
@Module({})
export class EventSourcingFeature {}
