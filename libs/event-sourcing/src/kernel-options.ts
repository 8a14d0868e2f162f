import type { Clock } from '@ttg/calendar';
import type { KeySettings } from './personal-data/secrets';

/** What the kernel needs to be told by the application. */
export interface KernelOptions {
  /** A migrated database, as the application's role. */
  readonly databaseUrl: string;
  readonly keys: KeySettings;
  /**
   * Whether projections and other loops run in this process. Commands of a console leave them to the application. On demand, a
   * projection is brought up to date when somebody waits for it, and nothing goes on by itself: for who has the store alone.
   */
  readonly background: boolean | 'on-demand';
  /** Another clock than the shared one: a simulation tells of days gone by. */
  readonly clock?: Clock;
}

export const kernelOptions = Symbol('kernel options');
