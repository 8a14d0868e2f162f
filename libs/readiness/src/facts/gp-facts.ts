import type { IsoDate, IsoInstant, Recorded } from '@ttg/event-sourcing';
import type { GpRegistrationEvent } from '@ttg/health/events';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';

type Refusal = Extract<GpRegistrationEvent, { type: 'health.gp-registration-refused' }>['data']['reason'];

/** How far registration with a practice outside has come. From `gpRegistration-{caseId}`. */
export interface GpFacts {
  readonly status?: 'requested' | 'confirmed' | 'refused' | 'declined';
  readonly on?: IsoDate;
  readonly at?: IsoInstant;
  /** Practice chosen and her form signed: prepared, if court lets her go. */
  readonly formSigned: boolean;
  readonly refusal?: Refusal;
  /** When a settled registration came undone. */
  readonly reopenedAt?: IsoInstant;
  readonly last?: LastEvent;
}

export const noGp: GpFacts = { formSigned: false };

const settled = ({ status }: GpFacts): boolean => status === 'confirmed' || status === 'declined';

const folds: Folds<GpFacts, Recorded<GpRegistrationEvent>> = {
  'health.gp-registration-requested': (gp, event) => ({
    ...gp,
    status: 'requested',
    on: event.data.on,
    at: at(event),
    formSigned: event.data.gms1Signed || gp.formSigned,
    refusal: undefined,
    reopenedAt: settled(gp) ? at(event) : gp.reopenedAt,
    last: lastOf(event),
  }),
  'health.gp-registration-confirmed': (gp, event) => ({
    ...gp,
    status: 'confirmed',
    on: event.data.on,
    at: at(event),
    refusal: undefined,
    last: lastOf(event),
  }),
  'health.gp-registration-refused': (gp, event) => ({
    ...gp,
    status: 'refused',
    on: event.data.on,
    at: at(event),
    refusal: event.data.reason,
    reopenedAt: settled(gp) ? at(event) : gp.reopenedAt,
    last: lastOf(event),
  }),
  'health.gp-registration-declined': (gp, event) => ({
    ...gp,
    status: 'declined',
    on: event.data.on,
    at: at(event),
    refusal: undefined,
    last: lastOf(event),
  }),
};

export const foldGp = folding(folds);
