import { InvalidCommand, Refusal } from '@ttg/event-sourcing';

/** Days in hand are for medicines counted in days, a next dose for the others (B.1). */
export class NotCountedThatWay extends InvalidCommand {
  readonly code = 'not-counted-that-way';

  constructor(
    readonly field: string,
    countedInDays: boolean,
  ) {
    super(
      countedInDays
        ? 'This medicine is counted in days: give the days in hand, and no next dose.'
        : 'This medicine is not counted in days: give its next dose and who gives it, and no days in hand.',
    );
  }
}

export class ItemTwice extends InvalidCommand {
  readonly code = 'item-twice';

  constructor(readonly field: string) {
    super('The same medicine is named twice. Name each once.');
  }
}

export class UnknownItem extends Refusal {
  readonly code = 'unknown-item';

  constructor(override readonly field: string) {
    super('That is none of the medicines of her last review, or one that is not counted in days. Read them again.');
  }
}

export class FormNeeded extends InvalidCommand {
  readonly code = 'form-needed';
  readonly field = 'form';

  constructor() {
    super('Say in which form the prescription is to be: EPS, FP10 or FP10MDA.');
  }
}

export class TooManyDays extends InvalidCommand {
  readonly code = 'too-many-days';

  constructor(
    readonly field: string,
    most: number,
  ) {
    super(`An instalment prescription (FP10MDA) is for ${most} days at most. Give fewer days, or another form.`);
  }
}

export class PrescriptionCancelledBefore extends Refusal {
  readonly code = 'prescription-cancelled';

  constructor() {
    super('This prescription was cancelled. Issue a new one.');
  }
}

export class PrescriptionCollectedBefore extends Refusal {
  readonly code = 'prescription-collected';

  constructor() {
    super('She has collected this prescription, so it cannot be cancelled.');
  }
}

export class ContactIsOver extends Refusal {
  readonly code = 'contact-is-over';

  constructor() {
    super('This contact was attended, missed or cancelled already. Book a new one.');
  }
}

export class NotReviewed extends Refusal {
  readonly code = 'medicines-not-reviewed';

  constructor() {
    super('Her medicines have not been reviewed. Record the review, or that she needs none, first.');
  }
}
