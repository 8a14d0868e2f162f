import type { ServiceName } from '../entry/routes';
import type { Settings } from '../settings';
import type { EnvironmentOf } from './environment';
import { withHeap } from './heap';
import type { Program } from './supervisor';
import { withThreads } from './threads';

/** A service, and the compiled file that it is. */
export interface ServiceFile {
  readonly name: ServiceName;
  readonly file: string;
}

/**
 * What is started of the services, and with what environment: what each is told, how much it may hold, how many threads it has. Each tells
 * its own figures: the first on the port that was named, each other on the next one.
 */
export const programsOf = (
  services: readonly ServiceFile[],
  environmentOf: EnvironmentOf,
  { observability }: Pick<Settings, 'observability'>,
): readonly Program<ServiceName>[] => {
  const first = observability?.metrics?.port;
  return services.map(({ name, file }, index) => {
    const ports = first === undefined ? {} : { METRICS_PORT: String(first + index) };
    return { name, file, environment: withThreads(withHeap({ ...environmentOf(name), ...ports })) };
  });
};
