import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CustodyModule } from '@ttg/custody';
import { EventSourcingModule, type EventStore } from '@ttg/event-sourcing';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import { FeedModule, KafkaFedEventStore, type KafkaSettings } from '@ttg/messaging';
import { ObservabilityModule, type ObservabilityOptions } from '@ttg/observability';
import { PeopleModule } from '@ttg/people';
import { ReadinessModule } from '@ttg/readiness';
import { HealthModule } from '@ttg/web/health';
import { EdgeModule } from '@ttg/web/http';
import { configureServer } from '@ttg/web/server';
import { ApiClient, type Caller } from '../support/api-client';
import type { TestDatabase } from '../postgres/database';

const keys = { masterKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') };

/** Whom the tests tell of. */
export const synthetic = {
  names: { first: 'Synthetica', last: 'Observed' },
  dateOfBirth: '1990-04-01',
  prisonNumber: 'A9876ZY',
  synthetic: true,
};

/** Contexts with all that is measured and drawn of them, served on a port. */
export interface ObservedApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly client: Caller;
  /** What Prometheus reads. */
  readonly figures: () => Promise<string>;
  /** One sample: its name and labels as they are printed. */
  readonly figure: (sample: string) => Promise<number | undefined>;
}

/** @param kafka what feeds it, in the place of its store */
export const startObserved = async (
  { appUrl: databaseUrl }: TestDatabase,
  options: Partial<ObservabilityOptions> = {},
  logger: LoggerService | false = false,
  kafka?: KafkaSettings,
): Promise<ObservedApp> => {
  const port = await freePort();
  const metrics = { host: '127.0.0.1', port };
  const feed = (store: EventStore): EventStore => (kafka ? new KafkaFedEventStore(store, kafka, 'readiness') : store);
  @Module({
    imports: [
      CqrsModule.forRoot(),
      EventSourcingModule.forRoot({ databaseUrl, keys, background: true, feed }),
      EdgeModule.forRoot({ demo: true }),
      HealthModule,
      ObservabilityModule.forRoot({ service: 'synthetic', metrics, ...options }),
      PeopleModule,
      CustodyModule,
      ReadinessModule,
      FeedModule,
    ],
  })
  class ObservedModule {}
  const app = await NestFactory.create<NestExpressApplication>(ObservedModule, {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  configureServer(app);
  await app.listen(0, '127.0.0.1').catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const figures = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return {
    app,
    url,
    client: new ApiClient(url).as('resettlement-bronzefield'),
    figures,
    figure: async (sample) => {
      const line = (await figures()).split('\n').find((one) => one.startsWith(`${sample} `));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
};

/** Received today and to be released in ten days: the rules have something to say. @returns her case */
export const receive = async (client: Caller, personId?: string): Promise<string> => {
  const receivedOn = new Date().toLocaleDateString('sv', { timeZone: 'Europe/London' });
  const who = personId ?? (await client.post('/api/v1/people/persons', synthetic)).personId;
  const reception = { personId: who, prison: 'BZI', receivedOn, from: 'court', legalStatus: 'sentenced' };
  const { caseId = '' } = await client.post('/api/v1/custody/cases', reception);
  await client.post(`/api/v1/custody/cases/${caseId}/screening`, {
    screenedOn: receivedOn,
    inPrivate: true,
    home: { onRelease: 'nowhere' },
    gpOutside: 'no',
    health: { medicines: 'yes' },
  });
  await client.post(`/api/v1/custody/cases/${caseId}/sentence`, {
    on: receivedOn,
    sentenceType: 'determinate',
    days: 80,
  });
  const date = new Date(Date.now() + 10 * 864e5).toISOString().slice(0, 10);
  await client.post(`/api/v1/custody/cases/${caseId}/release-date`, { date, type: 'CRD', source: 'calculation' });
  return caseId;
};
