import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { InfoController } from './info/api';
import { version } from './info/version';
import { AppendMeasures } from './metrics/append-measures';
import { Measures } from './metrics/measures';
import { MessagingMeasures } from './metrics/messaging-measures';
import { MetricsPort } from './metrics/metrics-port';
import { ProjectionMeasures } from './metrics/projection-measures';
import { ReleaseMeasures } from './metrics/release-measures';
import { type ObservabilityOptions, observabilityOptions } from './options';
import { RequestObserver } from './requests/request-observer';
import { CommandTraces } from './tracing/command-traces';
import { EventTraces } from './tracing/event-traces';
import { KernelTraces } from './tracing/kernel-traces';
import { OtlpTracing } from './tracing/otlp-tracing';
import { NoTracing, Tracing } from './tracing/tracing';

/** Sends the last traces when all else has stopped. */
@Injectable()
class LastTraces implements OnApplicationShutdown {
  constructor(@Inject(Tracing) private readonly tracing: Tracing) {}

  async onApplicationShutdown(): Promise<void> {
    // A collector that is away must not keep us from ending.
    await this.tracing.close().catch(() => undefined);
  }
}

const tracing = {
  provide: Tracing,
  inject: [observabilityOptions],
  useFactory: ({ service, traces }: ObservabilityOptions): Tracing | Promise<Tracing> =>
    traces ? OtlpTracing.open(traces.to, { service, version, share: traces.share }) : new NoTracing(),
};

/** Figures, traces and what runs here: every service has them by composing this. Needs EventSourcingModule and EdgeModule. */
@Module({})
export class ObservabilityModule {
  static forRoot(options: ObservabilityOptions): DynamicModule {
    const ports = [Measures, MessagingMeasures, tracing, EventTraces];
    const watchers = [
      AppendMeasures,
      ProjectionMeasures,
      ReleaseMeasures,
      RequestObserver,
      KernelTraces,
      CommandTraces,
      MetricsPort,
      LastTraces,
    ];
    return {
      module: ObservabilityModule,
      global: true,
      controllers: [InfoController],
      providers: [{ provide: observabilityOptions, useValue: options }, ...ports, ...watchers],
      exports: ports,
    };
  }
}
