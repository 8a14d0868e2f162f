import type { IsoDate, Recorded } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { Audience, ReadinessEvent, TaskKey } from '../events';
import { folding, lastOf, type Folds, type LastEvent } from './fold';

/** What people said of tasks. Alerts and whatever the rules wrote themselves stay out: an outcome never feeds itself. */
export interface ReadinessFacts {
  readonly accepted: Readonly<Record<string, IsoDate>>;
  readonly done: Readonly<Record<string, IsoDate>>;
  readonly handedOver: Readonly<Record<string, { readonly to: Audience; readonly prison?: PrisonId }>>;
  readonly last?: LastEvent;
}

export const noReadiness: ReadinessFacts = { accepted: {}, done: {}, handedOver: {} };

/** Tasks are known by kind and subject; their ids change each time one opens. */
export const taskKey = ({ kind, subject }: Pick<TaskKey, 'kind' | 'subject'>): string => `${kind}|${subject}`;

const folds: Folds<ReadinessFacts, Recorded<ReadinessEvent>> = {
  'readiness.task-accepted': (readiness, event) => ({
    ...readiness,
    accepted: { ...readiness.accepted, [taskKey(event.data)]: event.data.on },
    last: lastOf(event),
  }),
  'readiness.task-done': (readiness, event) =>
    event.data.how === 'person'
      ? {
          ...readiness,
          done: { ...readiness.done, [taskKey(event.data)]: event.data.on },
          last: lastOf(event),
        }
      : readiness,
  'readiness.task-handed-over': (readiness, event) =>
    event.data.how === 'fact'
      ? readiness
      : {
          ...readiness,
          handedOver: {
            ...readiness.handedOver,
            [taskKey(event.data)]: { to: event.data.to, prison: event.data.prison },
          },
          last: lastOf(event),
        },
};

export const foldReadiness = folding(folds);
