import type { Type, Abstract } from '@nestjs/common';
import type { KeySettings } from '../personal-data/secrets';

/** The application without its loops and its port. */
export interface OpenKernel {
  get<T>(token: Type<T> | Abstract<T>): T;
}

/** What the commands are given by the application. */
export interface CommandContext {
  /** Opens the application for the time of the work. */
  withKernel<T>(work: (kernel: OpenKernel) => Promise<T>): Promise<T>;
  /** Where the keys come from. */
  keys(): KeySettings;
  /** Where the daily checkpoints are written, if they are taken. */
  checkpointFolder(): string | undefined;
  /** @returns what aborts when the person asks to end (Ctrl-C), or nobody reads what is printed any more. */
  interrupted(): AbortSignal;
}
