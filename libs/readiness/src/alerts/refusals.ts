import { InvalidCommand, Refusal } from '@ttg/event-sourcing';

/** It was cleared meanwhile, or never stood. */
export class AlertNotStanding extends Refusal {
  readonly code = 'alert-not-standing';

  constructor() {
    super('This alert no longer stands: what it asked for is done. Open her page again.');
  }
}

/** It was done meanwhile, or never open. */
export class TaskNotOpen extends Refusal {
  readonly code = 'task-not-open';

  constructor() {
    super('This task is no longer open. Open her page again.');
  }
}

/** Somebody else owns it. */
export class TaskOfOthers extends Refusal {
  readonly code = 'task-of-others';

  constructor(ownerInWords: string) {
    super(`This task is not yours: ${ownerInWords} owns it. Ask them to do it, or to hand it over.`);
  }
}

/** Nobody can tick it off: it ends when what it asks for is recorded. */
export class TaskEndsByFact extends Refusal {
  readonly code = 'task-ends-by-fact';

  constructor() {
    super('This task closes by itself when what it asks for is recorded. Record that, or hand the task over.');
  }
}

export class GiveWords extends InvalidCommand {
  readonly code = 'words-missing';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export class GiveADay extends InvalidCommand {
  readonly code = 'day-missing';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export class WrongDay extends InvalidCommand {
  readonly code = 'wrong-day';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
