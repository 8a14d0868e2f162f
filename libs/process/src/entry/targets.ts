import type { ServiceName } from './routes';

/** Where the services are at this moment. */
export interface Targets {
  /** What this installation has, whether it runs at this moment or not. */
  readonly services: readonly ServiceName[];
  /** `http://127.0.0.1:41234`, without a slash at its end; nothing while it does not run. */
  urlOf(service: ServiceName): string | undefined;
}
