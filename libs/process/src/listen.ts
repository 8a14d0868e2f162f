import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as AnyServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { errorCode, StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { Settings } from './settings';

/** Where to listen. */
export type Place = Pick<Settings, 'port' | 'host'>;

const sentences: Readonly<Record<string, (settings: Place) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  EACCES: ({ port }) => `Port ${port} is not open to ordinary users. Choose one above 1023: PORT=3000 npm start`,
  EADDRNOTAVAIL: ({ host }) =>
    `This machine has no address ${host}. Set HOST to one it has, or to 0.0.0.0 for all of them.`,
  ENOTFOUND: ({ host }) => `HOST is ${host}, a name that is not known here. Set it to an address of this machine.`,
};

/**
 * Starts the application and takes requests. Not by Nest's own `listen`, which logs a fault before we can say it.
 * @returns the address to open.
 * @throws StartFailure
 */
export const listen = async (app: NestExpressApplication, settings: Place): Promise<string> => {
  await app.init();
  return listenOn(app.getHttpServer(), settings);
};

/** Takes requests. @returns the address to open. @throws StartFailure */
export const listenOn = async (server: Server, settings: Place): Promise<string> => {
  await listening(server, settings);
  return addressOf(server, settings.host);
};

/** Whoever cannot have the port is told before anything takes time. @throws StartFailure */
export const checkPort = async (settings: Place): Promise<void> => {
  const server = createServer();
  await listening(server, settings);
  server.close();
  await once(server, 'close');
};

const listening = async (server: AnyServer, settings: Place): Promise<void> => {
  try {
    server.listen(settings.port, settings.host);
    await once(server, 'listening');
  } catch (error) {
    const sentence = sentences[errorCode(error) ?? ''];
    throw sentence ? new StartFailure(sentence(settings), { cause: error }) : error;
  }
};

const addressOf = (server: Server, host: string): string => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  const open = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${open.includes(':') ? `[${open}]` : open}:${address.port}`;
};
