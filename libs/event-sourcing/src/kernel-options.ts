import type { KeySettings } from './personal-data/secrets';

/** What the kernel needs to be told by the application. */
export interface KernelOptions {
  /** A migrated database, as the application's role. */
  readonly databaseUrl: string;
  readonly keys: KeySettings;
  /** Whether projections and other loops run in this process. Commands of a console leave them to the application. */
  readonly background: boolean;
}

export const kernelOptions = Symbol('kernel options');
