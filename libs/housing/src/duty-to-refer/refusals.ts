import { InvalidCommand, Refusal } from '@ttg/event-sourcing';
import type { NoHousingAuthority } from '@ttg/reference';
import type { AgreementTo } from '../events';

const words: Readonly<Record<AgreementTo, string>> = {
  referral: 'to be referred',
  'choice-of-council': 'which council it goes to',
  'pass-on-contact-details': 'to pass on how to reach her',
};

/** Without the three agreements nothing leaves (Homelessness Code of Guidance 4.1). */
export class AgreementMissing extends Refusal {
  readonly code = 'agreement-missing';

  constructor(readonly missing: readonly AgreementTo[]) {
    const list = missing.map((to) => words[to]).join('; ');
    super(`She has not agreed: ${list}. Ask her, and record what she says, before the referral is sent.`);
  }
}

/** A referral holds her name, how to reach her and the reason: without one of them it is none (MHCLG's guide, S20). */
export class NoWayToReachHer extends InvalidCommand {
  readonly code = 'no-way-to-reach-her';
  readonly field = 'content.contact';

  constructor() {
    super(
      'Give one way to reach her at least: a route in custody; or after release a number she marked as safe to call, text or leave a message on, an address for mail, or a worker.',
    );
  }
}

export class AlreadySent extends Refusal {
  readonly code = 'already-sent';

  constructor() {
    super('This referral has been sent. Draft a new one if she wants another council or other words.');
  }
}

export class NotSent extends Refusal {
  readonly code = 'not-sent';

  constructor() {
    super('This referral has not been sent yet. Send it first.');
  }
}

export class ReferralIsWithdrawn extends Refusal {
  readonly code = 'referral-withdrawn';

  constructor() {
    super('This referral was withdrawn. Draft a new one with her.');
  }
}

/** Ids that no notice had: a program that acknowledges whatever it likes. */
export class TooManyAcknowledged extends Refusal {
  readonly code = 'too-many-acknowledged';

  constructor() {
    super('So many updates of one referral were never sent. Acknowledge each notice once, by its id.');
  }
}

export class AlreadyReferred extends Refusal {
  readonly code = 'already-referred';

  constructor() {
    super(
      'A referral to this council is open already. Withdraw that one first, or ask the council to confirm it again.',
    );
  }
}

export class NoCouncilChosen extends Refusal {
  readonly code = 'no-council-chosen';
  override readonly field = 'council';

  constructor() {
    super('Say which council it is about, or record her choice of council first.');
  }
}

export class NotAskedWhoMustNotKnow extends Refusal {
  readonly code = 'not-asked-who-must-not-know';

  constructor() {
    super(
      'She has not been asked whether anyone at this council, or in this area, must not know. Ask her in private, and record it.',
    );
  }
}

export class NotAskedInPrivate extends Refusal {
  readonly code = 'not-asked-in-private';

  constructor() {
    super('She was asked who must not know where others could hear. Ask her again in private, and record it.');
  }
}

export type Stop = 'someone-must-not-know' | 'area-to-avoid';

/** Says neither who nor why: whoever reads it need not know, and may be near him. */
export class ReferralStopped extends Refusal {
  constructor(readonly code: Stop) {
    super(
      'Nothing was sent: by her instructions a referral may not go to this council. Speak with her in private about another, or with the named lead.',
    );
  }
}

/** The council she named can take no duty to refer: the sentence says where to turn instead. */
export class NoSuchAuthority extends InvalidCommand {
  readonly code: string;
  readonly field = 'council';

  constructor({ reason, message }: NoHousingAuthority) {
    super(message);
    this.code = `council-${reason}`;
  }
}

/** The council she chose earlier can take none any more. */
export class ChosenAuthorityGone extends Refusal {
  readonly code: string;

  constructor({ reason, message }: NoHousingAuthority) {
    super(`${message} Record her choice again, then send the referral.`);
    this.code = `council-${reason}`;
  }
}

export class CouncilNotAsked extends InvalidCommand {
  readonly code = 'council-not-asked';
  readonly field = 'council';

  constructor(needed: boolean) {
    super(
      needed
        ? 'Give the code of the council she chose, such as E09000028.'
        : 'A council goes with her choice of council only. Leave it out here.',
    );
  }
}

export class NothingToWithdraw extends Refusal {
  readonly code = 'nothing-to-withdraw';

  constructor() {
    super('She has not given this agreement, so there is nothing to withdraw. Record it as refused if she says no.');
  }
}

export class GivenBefore extends Refusal {
  readonly code = 'given-before';

  constructor() {
    super('She gave this agreement. If she has changed her mind, record it as withdrawn.');
  }
}
