import { custodyEvents as custody, type ScreeningFindings } from '@ttg/custody/events';
import { type DomainEvent, type IsoDate, Personal } from '@ttg/event-sourcing';
import { healthEvents as health } from '@ttg/health/events';
import { housingEvents as housing } from '@ttg/housing/events';
import { peopleEvents as people } from '@ttg/people/events';
import { findPrison, type GssCode, parseGssCode, prisons } from '@ttg/reference';
import { v4 } from 'uuid';
import { readinessOfThePast } from './past-alerts';

/** One event of a case, and on which day it was recorded. */
export interface Step {
  readonly day: number;
  readonly stream: string;
  readonly event: DomainEvent;
}

/** A woman who does not exist, from reception to the end of her case: what every context wrote. */
export interface CaseStory {
  readonly caseId: string;
  readonly personId: string;
  /** In the order they happened. */
  readonly steps: readonly Step[];
}
