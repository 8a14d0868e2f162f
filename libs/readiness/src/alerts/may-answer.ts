import { type Decision, RequestContext } from '@ttg/event-sourcing';
import type { Audience, ReadinessEvent } from '../events';
import type { AlertsState } from './alerts';
import { standingAlert } from './find';
import { AlertNotStanding } from './refusals';

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
