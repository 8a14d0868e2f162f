import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { errorCode, StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { collectDefaultMetrics } from 'prom-client';
import { type ObservabilityOptions, observabilityOptions } from '../options';
import { Measures } from './measures';

/**
 * Serves the figures on a port of their own: who may reach it is decided by the network, and nothing of it stands where people
 * and their browsers come. There is nothing else on it, and nothing of any case in it.
 */
@Injectable()
export class MetricsPort implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Metrics');
  private server: Server | undefined;

  constructor(
    private readonly measures: Measures,
    @Inject(observabilityOptions) private readonly options: ObservabilityOptions,
  ) {}

  /** @throws StartFailure when it cannot have the port */
  async onApplicationBootstrap(): Promise<void> {
    const { metrics } = this.options;
    if (!metrics) return;
    // Watching the event loop costs a timer: only where somebody reads it, and ten times a second.
    collectDefaultMetrics({ register: this.measures.registry, eventLoopMonitoringPrecision: 100 });
    const server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    try {
      server.listen(metrics.port, metrics.host);
      await once(server, 'listening');
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      const sentence = `METRICS_PORT ${metrics.port} on ${metrics.host} cannot be listened on (${errorCode(error)}). Choose another one.`;
      throw new StartFailure(sentence, { cause: error });
    }
    this.server = server;
    this.logger.log(`Figures for Prometheus: http://${metrics.host}:${portOf(server)}/metrics`);
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  private async answer({ url, method }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url?.split('?')[0] !== '/metrics' || method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    const text = await this.measures.text();
    response
      .writeHead(200, { 'Content-Type': this.measures.registry.contentType, 'Cache-Control': 'no-store' })
      .end(text);
  }
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};
