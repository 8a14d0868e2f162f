import { type Decision, RequestContext } from '@ttg/event-sourcing';
import type { Audience, ReadinessEvent } from '../events';
import type { AlertsState } from './alerts';
import { viewerOfActor } from '../board/viewer';
import { audienceInWords } from '../rules';
import { openTask, standingAlert } from './find';
import { AlertNotStanding, TaskNotOpen, TaskOfOthers } from './refusals';

/** An alert is answered by those who are told of it. To all others it does not stand, so that nothing is given away. */
export const asReader = (
  alertId: string,
  decision: Decision<AlertsState, ReadinessEvent>,
): Decision<AlertsState, ReadinessEvent> => {
  const { role } = RequestContext.current().actor;
  return (state) => {
    const { audience } = standingAlert(state, alertId).standing;
    if (!audience.some((told: Audience) => told === role)) throw new AlertNotStanding();
    return decision(state);
  };
};

/** A task is its owner's, at its prison where it has one. To all others a safe plan does not even exist, so that nothing is given away. */
export const asOwner = (
  taskId: string,
  decision: Decision<AlertsState, ReadinessEvent>,
): Decision<AlertsState, ReadinessEvent> => {
  const { actor } = RequestContext.current();
  const { prison } = viewerOfActor(actor);
  return (state) => {
    const { key, open } = openTask(state, taskId);
    const here = !prison || !open.prison || open.prison === prison;
    if (open.owner === actor.role && here) return decision(state);
    throw key.kind === 'make-safe-plan' ? new TaskNotOpen() : new TaskOfOthers(audienceInWords[open.owner]);
  };
};
