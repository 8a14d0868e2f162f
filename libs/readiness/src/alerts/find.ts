import type { AlertEntry, AlertsState, SaidAlert, SaidTask, TaskEntry } from './alerts-state';
import { AlertNotStanding, TaskNotOpen } from './refusals';

/** @throws AlertNotStanding */
export const standingAlert = (
  { alerts }: AlertsState,
  alertId: string,
): AlertEntry & { readonly standing: SaidAlert } => {
  const entry = Object.values(alerts).find(({ key }) => key.alertId === alertId);
  if (!entry?.standing) throw new AlertNotStanding();
  return { ...entry, standing: entry.standing };
};

/** @throws TaskNotOpen */
export const openTask = ({ tasks }: AlertsState, taskId: string): TaskEntry & { readonly open: SaidTask } => {
  const entry = Object.values(tasks).find(({ key }) => key.taskId === taskId);
  if (!entry?.open) throw new TaskNotOpen();
  return { ...entry, open: entry.open };
};
