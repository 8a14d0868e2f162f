import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, date } from '@ttg/calendar';
import {
  type Decision,
  NotFound,
  Personal,
  ReadModels,
  RequestContext,
  Streams,
  type Written,
} from '@ttg/event-sourcing';
import { findPrison } from '@ttg/reference';
import { Injectable } from '@nestjs/common';
import type { ReadinessEvent } from '../events';
import { acceptTask, acknowledge, alerts, type AlertsState, completeTask, dispute, handOver, snooze } from './alerts';
import { AcceptTask, AcknowledgeAlert, CompleteTask, DisputeAlert, HandOverTask, SnoozeAlert } from './commands';

/** Decides on the readiness stream of a case. */
@Injectable()
export class ReadinessStream {
  constructor(
    private readonly streams: Streams,
    private readonly readModels: ReadModels,
  ) {}

  async decide(
    caseId: string,
    expected: number | undefined,
    decision: Decision<AlertsState, ReadinessEvent>,
  ): Promise<Written> {
    const [found] = await this.readModels.query<{ personId: string }>(
      'select person_id as "personId" from readiness.case_facts where case_id = $1',
      [caseId],
    );
    if (!found) throw new NotFound('case');
    return this.streams.decide(alerts, `readiness-${caseId}`, decision, {
      about: { caseId, personId: found.personId },
      expected,
    });
  }
}
