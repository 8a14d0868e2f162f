import type { RunnerStep } from '@ttg/event-sourcing/projections/steps';

/** One place where work breaks off, and how it is reached. */
export interface FaultPoint {
  readonly step: RunnerStep;
  readonly work: 'run' | 'rebuild' | 'retry';
  readonly lanes: number;
  /** Events that are there at first: her own, one that cannot be taken among them, or those of others only. */
  readonly events?: 'with-poison' | 'of-others';
}

const running: readonly RunnerStep[] = ['leads', 'read', 'locked', 'applied', 'before-commit', 'after-commit'];
const rebuilding: readonly RunnerStep[] = [
  'rebuild-begins',
  'before-rebuild-commit',
  'after-rebuild-commit',
  'before-switch',
  'switched',
  'after-switch',
];
const inLanes: readonly RunnerStep[] = ['applied', 'after-commit', 'lanes-joined'];
const rebuildingInLanes: readonly RunnerStep[] = ['before-rebuild-commit', 'after-rebuild-commit'];

/** Every step of the runner at least once: what tests visit with a consumer that throws, hangs or is killed there. */
export const faultPoints: readonly FaultPoint[] = [
  ...running.map((step) => ({ step, work: 'run', lanes: 1 }) as const),
  ...inLanes.map((step) => ({ step, work: 'run', lanes: 3 }) as const),
  { step: 'parked', work: 'run', lanes: 1, events: 'with-poison' },
  { step: 'before-idle', work: 'run', lanes: 1, events: 'of-others' },
  { step: 'after-idle', work: 'run', lanes: 1, events: 'of-others' },
  ...rebuilding.map((step) => ({ step, work: 'rebuild', lanes: 1 }) as const),
  ...rebuildingInLanes.map((step) => ({ step, work: 'rebuild', lanes: 3 }) as const),
  { step: 'before-retry-commit', work: 'retry', lanes: 1, events: 'with-poison' },
  { step: 'after-retry-commit', work: 'retry', lanes: 1, events: 'with-poison' },
];
