import { Controller, Get, Inject } from '@nestjs/common';
import { EventStore, ProjectionCatalogue } from '@ttg/event-sourcing';
import { Public } from '@ttg/web/http';
import { type ObservabilityOptions, observabilityOptions } from '../options';
import { version } from './version';

interface Info {
  readonly service: string;
  readonly version: string;
  /** Nothing where it is not known. */
  readonly commit?: string;
  readonly node: string;
  /** Whose read models this process has. */
  readonly contexts: readonly string[];
  /** Where the events are. */
  readonly store: EventStore['kind'];
}

/** What runs here: for whoever keeps it running, and for who writes about a fault. */
@Public()
@Controller('info')
export class InfoController {
  constructor(
    private readonly catalogue: ProjectionCatalogue,
    private readonly store: EventStore,
    @Inject(observabilityOptions) private readonly options: ObservabilityOptions,
  ) {}

  @Get()
  info(): Info {
    const { service, commit } = this.options;
    const contexts = [...new Set(this.catalogue.all().map(({ name }) => name.split('.')[0] ?? ''))].sort();
    return { service, version, commit, node: process.version, contexts, store: this.store.kind };
  }
}
