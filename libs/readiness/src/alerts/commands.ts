import { Command } from '@nestjs/cqrs';
import type { IsoDate, Written } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { Audience } from '../events';

/** Says what will be done about an alert, and by when. It stands on until the facts clear it. */
export class AcknowledgeAlert extends Command<Written> {
  constructor(
    readonly alert: { readonly caseId: string; readonly alertId: string },
    readonly answer: { readonly willDo: string; readonly by: IsoDate },
    readonly expected?: number,
  ) {
    super();
  }
}

/** Puts an alert aside until a day, with a reason. Snoozed alerts still stand. */
export class SnoozeAlert extends Command<Written> {
  constructor(
    readonly alert: { readonly caseId: string; readonly alertId: string },
    readonly answer: { readonly reason: string; readonly until: IsoDate },
    readonly expected?: number,
  ) {
    super();
  }
}

/** "This is wrong": says what is wrong with the alert or the facts it used. */
export class DisputeAlert extends Command<Written> {
  constructor(
    readonly alert: { readonly caseId: string; readonly alertId: string },
    readonly why: string,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Takes a task on; after a move between prisons, for the prison of the account that accepts. */
export class AcceptTask extends Command<Written> {
  constructor(
    readonly task: { readonly caseId: string; readonly taskId: string },
    readonly expected?: number,
  ) {
    super();
  }
}

/** Gives a task to another role; the one who had it watches from then on. */
export class HandOverTask extends Command<Written> {
  constructor(
    readonly task: { readonly caseId: string; readonly taskId: string },
    readonly to: { readonly role: Audience; readonly prison?: PrisonId },
    readonly expected?: number,
  ) {
    super();
  }
}

/** Says that a task is done, and how; only for tasks whose end no fact shows. */
export class CompleteTask extends Command<Written> {
  constructor(
    readonly task: { readonly caseId: string; readonly taskId: string },
    readonly note: string,
    readonly expected?: number,
  ) {
    super();
  }
}
