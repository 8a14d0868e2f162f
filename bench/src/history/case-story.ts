import type { DomainEvent } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import type { Days } from './days';
import { healthSteps } from './health-steps';
import { housingSteps } from './housing-steps';
import { custodySteps } from './custody-steps';
import { readinessSteps } from './readiness-steps';

/** One event of a case, and the day it was recorded on. */
export interface Step {
  readonly day: number;
  readonly stream: string;
  readonly event: DomainEvent;
}

/** What tells one case from another. Days count from today. */
export interface CasePlan {
  /** Cases differ by it: prison, council, what was done and what not. */
  readonly index: number;
  readonly received: number;
  /** Still to come for a case that is open. */
  readonly release: number;
}

export interface Woman extends CasePlan {
  readonly caseId: string;
  readonly personId: string;
  readonly referralId: string;
  readonly days: Days;
}

/** A woman who does not exist, from reception to the end of her case: what every context wrote, in the order of days. */
export const caseStory = (plan: CasePlan, days: Days): { readonly woman: Woman; readonly steps: readonly Step[] } => {
  const woman: Woman = { ...plan, days, caseId: v4(), personId: v4(), referralId: v4() };
  const steps = [...custodySteps(woman), ...housingSteps(woman), ...healthSteps(woman), ...readinessSteps(woman)];
  return { woman, steps: steps.sort((a, b) => a.day - b.day) };
};
