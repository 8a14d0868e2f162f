import { randomBytes } from 'node:crypto';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import {
  type About,
  type DomainEvent,
  EventSourcingModule,
  MovableClock,
  type Position,
  RequestContext,
  Streams,
} from '@ttg/event-sourcing';
import { EdgeModule } from '@ttg/web/http';
import { configureServer } from '@ttg/web/server';
import request from 'supertest';
import type { App } from 'supertest/types';
import { Temporal } from 'temporal-polyfill';
import { testDatabase, type TestDatabase } from '../postgres/database';

type Modules = NonNullable<Parameters<typeof Test.createTestingModule>[0]['imports']>;

/** One context on its own, on a database of its own, with the clock set: all of it is real. */
export interface ContextApp {
  readonly app: NestExpressApplication;
  /** Goes forwards to 09:00 of that day, London. */
  goTo(day: string): Promise<void>;
  /** What another context would have written. */
  happened(stream: string, about: About, ...events: readonly DomainEvent[]): Promise<Position | undefined>;
  as(account: string): Caller;
  close(): Promise<void>;
}

/** What a test reads of a response: it says itself what it takes the body for. */
export interface Answer {
  readonly body: unknown;
}

/** Calls the API as a demo account. */
export interface Caller {
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): request.Test;
  get(path: string, headers?: Readonly<Record<string, string>>): request.Test;
}

/** What is sealed by one such process is opened by another on the same database. */
export const keys = { masterKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') };

/** What tells its projections what is new, in the place of the store. */
type Feed = NonNullable<Parameters<typeof EventSourcingModule.forRoot>[0]['feed']>;

/**
 * @param today where the clock is put; nowhere, if it is left out.
 * @param given a database that others use too, before, after or at the same time: it is not taken away at the end.
 */
export const startContext = async (
  modules: Modules,
  today?: string,
  given?: TestDatabase,
  feed?: Feed,
): Promise<ContextApp> => {
  const database = given ?? (await testDatabase());
  const module = await Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      EventSourcingModule.forRoot({ databaseUrl: database.appUrl, keys, background: true, feed }),
      EdgeModule.forRoot({ demo: true }),
      ...modules,
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureServer(app);
  await app.init();
  const started: ContextApp = {
    app,
    goTo: (day) => app.get(MovableClock).advanceTo(nine(day)),
    happened: (stream, about, ...events) => appended(app.get(Streams), stream, about, events),
    as: (account) => caller(app.getHttpServer(), account),
    close: async () => {
      await app.close();
      if (!given) await database.drop();
    },
  };
  if (today !== undefined) await started.goTo(today);
  return started;
};

const nine = (day: string): Temporal.Instant => Temporal.ZonedDateTime.from(`${day}T09:00[Europe/London]`).toInstant();

const elsewhere = { id: 'another-context', role: 'process', organisation: 'synthetic' };
const anyEvents = { initial: undefined, evolve: () => undefined };

const appended = async (
  streams: Streams,
  stream: string,
  about: About,
  events: readonly DomainEvent[],
): Promise<Position | undefined> =>
  RequestContext.run({ actor: elsewhere, correlationId: 'synthetic' }, async () => {
    const { position } = await streams.decide(anyEvents, stream, () => events, { about });
    return position;
  });

const caller = (server: App, account: string): Caller => {
  const identity = { 'X-Demo-Identity': account };
  return {
    post: (path, body, headers = {}) =>
      request(server)
        .post(path)
        .set({ ...identity, ...headers })
        .send(body),
    get: (path, headers = {}) =>
      request(server)
        .get(path)
        .set({ ...identity, ...headers }),
  };
};
