import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configurePages } from '@ttg/web/pages';
import { type Answers, configureServer, drain, serveApiDescription } from '@ttg/web/server';
import type { Lifetime } from './lifetime';
import { listen } from './listen';
import { openLog } from './log';
import type { Settings } from './settings';

/** What an application speaks with before it takes requests. Kafka, HMPPS and councils it does not wait for. */
const stores = 'the database and the event store';

/**
 * Starts an application and takes requests: pages, API and its description. When it is to end, requests in flight have their
 * answers first.
 * @param service what it is called in the log
 * @param answers what each read of the API answers
 * @returns the address to open.
 * @throws StartFailure, and Interrupted when it is asked to end in between.
 */
export const serve = async (
  service: string,
  module: DynamicModule,
  settings: Settings,
  answers: Answers,
  lifetime: Lifetime,
): Promise<string> => {
  const options = { bodyParser: false, abortOnError: false, logger: openLog(settings, service) };
  const making = NestFactory.create<NestExpressApplication>(module, options);
  const app = await lifetime.waitFor(stores, making);
  lifetime.started(async () => {
    await drain(app.getHttpServer());
    await app.close();
  });
  configureServer(app);
  configurePages(app, settings);
  serveApiDescription(app, answers);
  lifetime.goOn();
  return lifetime.waitFor(stores, listen(app, settings));
};
