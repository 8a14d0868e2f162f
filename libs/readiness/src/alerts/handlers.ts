import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RequestContext, type Written } from '@ttg/event-sourcing';
import { parsePrisonId, type PrisonId } from '@ttg/reference';
import { viewerOfActor } from '../board/viewer';
import { acceptTask, acknowledge, completeTask, dispute, handOver, snooze } from './alerts';
import { AcceptTask, AcknowledgeAlert, CompleteTask, DisputeAlert, HandOverTask, SnoozeAlert } from './commands';
import { asOwner, asReader } from './may-answer';
import { ReadinessStream } from './readiness-stream';

@CommandHandler(AcknowledgeAlert)
export class AcknowledgeAlertHandler implements ICommandHandler<AcknowledgeAlert> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ alert: { caseId, alertId }, answer, expected }: AcknowledgeAlert): Promise<Written> {
    return this.stream.decide(caseId, expected, (today) =>
      asReader(alertId, acknowledge({ alertId, ...answer }, today)),
    );
  }
}

@CommandHandler(SnoozeAlert)
export class SnoozeAlertHandler implements ICommandHandler<SnoozeAlert> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ alert: { caseId, alertId }, answer, expected }: SnoozeAlert): Promise<Written> {
    return this.stream.decide(caseId, expected, (today) => asReader(alertId, snooze({ alertId, ...answer }, today)));
  }
}

@CommandHandler(DisputeAlert)
export class DisputeAlertHandler implements ICommandHandler<DisputeAlert> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ alert: { caseId, alertId }, why, expected }: DisputeAlert): Promise<Written> {
    return this.stream.decide(caseId, expected, () => asReader(alertId, dispute({ alertId, why })));
  }
}

/** The prison of the account that acts, where it works in one. */
const ownPrison = (): PrisonId | undefined => {
  const { prison } = viewerOfActor(RequestContext.current().actor);
  return prison === undefined ? undefined : parsePrisonId(prison);
};

@CommandHandler(AcceptTask)
export class AcceptTaskHandler implements ICommandHandler<AcceptTask> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ task: { caseId, taskId }, expected }: AcceptTask): Promise<Written> {
    return this.stream.decide(caseId, expected, (today) =>
      asOwner(taskId, acceptTask({ taskId, prison: ownPrison() }, today)),
    );
  }
}

@CommandHandler(HandOverTask)
export class HandOverTaskHandler implements ICommandHandler<HandOverTask> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ task: { caseId, taskId }, to: { role, prison }, expected }: HandOverTask): Promise<Written> {
    return this.stream.decide(caseId, expected, (today) =>
      asOwner(taskId, handOver({ taskId, to: role, prison }, today)),
    );
  }
}

@CommandHandler(CompleteTask)
export class CompleteTaskHandler implements ICommandHandler<CompleteTask> {
  constructor(private readonly stream: ReadinessStream) {}

  execute({ task: { caseId, taskId }, note, expected }: CompleteTask): Promise<Written> {
    return this.stream.decide(caseId, expected, (today) => asOwner(taskId, completeTask({ taskId, note }, today)));
  }
}

export const alertHandlers = [
  AcknowledgeAlertHandler,
  SnoozeAlertHandler,
  DisputeAlertHandler,
  AcceptTaskHandler,
  HandOverTaskHandler,
  CompleteTaskHandler,
];
