import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { Place } from '../listen';
import { readSettings, type Settings } from '../settings';
import { relay, type ServiceName, services } from './routes';
import type { Targets } from './targets';

/** What an entry runs with that stands alone. */
export interface EntrySettings extends Place, Pick<Settings, 'logLevels' | 'logFormat'> {
  readonly demo: boolean;
  readonly targets: Targets;
}

/**
 * Reads PORT, HOST, DEMO, LOG_LEVEL and LOG_FORMAT, as every app does, and for each service where it is: `CUSTODY_URL` and so on. `RELAY_URL` may be left
 * out.
 * @throws StartFailure that names every setting that is missing or malformed.
 */
export const readEntrySettings = (environment: NodeJS.ProcessEnv): EntrySettings => {
  // What is of the database is none of its business; and a demo is what it is told to be one.
  const { PORT, HOST, DEMO, NODE_ENV, LOG_LEVEL, LOG_FORMAT } = environment;
  const ofEveryApp = { PORT, HOST, DEMO: DEMO ?? 'off', NODE_ENV, LOG_LEVEL, LOG_FORMAT };
  const { port, host, demo, logLevels, logFormat } = readSettings(ofEveryApp);
  const all: readonly ServiceName[] = environment[settingOf(relay)] ? [...services, relay] : services;
  const urls = all.map((service) => [service, environment[settingOf(service)] ?? ''] as const);
  const wrong = urls.filter(([, url]) => !isHttp(url)).map(([service]) => settingOf(service));
  if (wrong.length > 0) throw new StartFailure(`${wrong.join(', ')} must look like http://housing:3000.`);
  const known = new Map<ServiceName, string>(urls.map(([service, url]) => [service, new URL(url).origin]));
  return {
    port,
    host,
    demo,
    logLevels,
    logFormat,
    targets: { services: [...known.keys()], urlOf: (service) => known.get(service) },
  };
};

const settingOf = (service: ServiceName): string => `${service.toUpperCase()}_URL`;

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
