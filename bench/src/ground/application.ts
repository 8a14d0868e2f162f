import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { KeySettings } from '@ttg/event-sourcing';
import { AppModule } from '../../../apps/all-in-one/src/app.module';

/**
 * The application as `npm start` runs it, in this process and without its port.
 * @param background whether projections and rules run.
 */
export const openApplication = (
  databaseUrl: string,
  keys: KeySettings,
  background: boolean,
): Promise<INestApplicationContext> => {
  const councils = { publicUrl: 'http://localhost', privateNetworks: [] };
  const all = { port: 0, host: '127.0.0.1', dataDir: '', topicPrefix: 'ttg', logLevels: [] };
  const settings = { ...all, demo: true, demoWomen: 0, councils, keys };
  return NestFactory.createApplicationContext(AppModule.with(settings, databaseUrl, { background }), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
};
