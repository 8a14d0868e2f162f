import { randomBytes } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { MovableClock } from '@ttg/event-sourcing';
import { configurePages } from '@ttg/web/pages';
import { configureServer } from '@ttg/web/server';
import request from 'supertest';
import { Temporal } from 'temporal-polyfill';
import { AppModule } from '../../apps/all-in-one/src/app.module';
import { readSettings } from '@ttg/process/settings';
import { testDatabase } from '../postgres/database';

/** Every context and its pages in one process, on a database of its own, with the clock set: all of it is real. */
export interface RealApp {
  readonly app: NestExpressApplication;
  /** For what a test looks at from outside. */
  readonly superUrl: string;
  /** Goes forwards to 09:00 of that day, London. */
  goTo(day: string): Promise<void>;
  /** Writes by the API, and expects it to be written. */
  done(account: string, path: string, body: object): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const key = (): string => randomBytes(32).toString('base64');

export const startRealApp = async (today: string): Promise<RealApp> => {
  const database = await testDatabase();
  const settings = readSettings({
    DATABASE_URL: database.appUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
    DEMO: 'on',
    MASTER_KEY: key(),
    INDEX_KEY: key(),
  });
  const testing = await Test.createTestingModule({ imports: [AppModule.with(settings, database.appUrl)] }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureServer(app);
  configurePages(app, { demo: true });
  await app.init();
  const goTo = (day: string) =>
    app.get(MovableClock).advanceTo(Temporal.ZonedDateTime.from(`${day}T09:00[Europe/London]`).toInstant());
  await goTo(today);
  return {
    app,
    superUrl: database.superUrl,
    goTo,
    done: async (account, path, body) => {
      const response = await request(app.getHttpServer())
        .post(`/api/v1${path}`)
        .set('X-Demo-Identity', account)
        .send(body);
      if (response.status >= 300) throw new Error(`${path} was answered with ${response.status}: ${response.text}`);
      return response.body as Record<string, string>;
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
};
