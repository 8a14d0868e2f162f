import type { Clock } from '@ttg/calendar';
import type { KeySettings } from './personal-data/secrets';

/** What the kernel needs to be told by the application. */
export interface KernelOptions {
  /** A migrated database, as the application's role. */
  readonly databaseUrl: string;
  readonly keys: KeySettings;
  /** Whether projections and other loops run in this process. Commands of a console leave them to the application. */
  readonly background: boolean;
  /** Whether the loops run, too, as they do without this; a simulation has its projections, and takes their steps itself. */
  readonly loops?: boolean;
  /** Another clock than the shared one: a simulation tells of days gone by. */
  readonly clock?: Clock;
}

export const kernelOptions = Symbol('kernel options');
