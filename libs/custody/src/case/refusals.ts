import { Refusal } from '@ttg/event-sourcing';

/** She is not in custody under this case any more. */
export class HasLeft extends Refusal {
  readonly code = 'has-left';

  constructor() {
    super('She was released, and this can only be recorded while she is inside. If she is back, record her return.');
  }
}

/** Something that can only follow her release. */
export class StillInside extends Refusal {
  readonly code = 'still-inside';

  constructor() {
    super('Her release is not recorded. Record it first, with the day she left.');
  }
}

export class CaseIsClosed extends Refusal {
  readonly code = 'case-closed';

  constructor() {
    super('This case is closed. Go to the one that is open, or reopen this one if it was closed by mistake.');
  }
}
