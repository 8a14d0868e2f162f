import { Injectable } from '@nestjs/common';

/**
 * Every place where the work of a projection can break off: between two of them nothing is written. Each is visited by a test in
 * which the consumer throws there, hangs there, and is killed there (test/faults).
 */
export const runnerSteps = [
  /** It may run the projection, and has read nothing. */
  'leads',
  /** A batch was read. */
  'read',
  /** The position is locked and was where it should be; it has moved, for us only. */
  'locked',
  /** The projection has written its rows. */
  'applied',
  /** An event was parked. */
  'parked',
  /** Rows and position are written. */
  'before-commit',
  'after-commit',
  /** Every lane has committed its part of the batch; the position of the projection has not moved. */
  'lanes-joined',
  /** There were only events of others, and the position is to be written. */
  'before-idle',
  'after-idle',
  /** The empty tables of a rebuild stand, and are not committed. */
  'rebuild-begins',
  /** A batch of a rebuild is written. */
  'before-rebuild-commit',
  'after-rebuild-commit',
  /** The rebuilt tables hold everything, and nobody but us touches the live ones. */
  'before-switch',
  /** They are in the place of the live ones, for us only. */
  'switched',
  /** They are so for everybody. */
  'after-switch',
  /** A parked event was replayed. */
  'before-retry-commit',
  'after-retry-commit',
] as const;

export type RunnerStep = (typeof runnerSteps)[number];

/** Told of every step. Does nothing; tests put another in its place. */
@Injectable()
export class Steps {
  async at(_step: RunnerStep, _projection: string): Promise<void> {}
}
