import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import type { OnThatDay } from '../on-that-day';
import { draftReferral, type DraftReferral } from './agreements';
import { type ReferralDecision, Referrals, type When } from './referrals';

export class BeginReferral extends Command<Written> {
  constructor(readonly draft: DraftReferral) {
    super();
  }
}

@CommandHandler(BeginReferral)
export class BeginReferralHandler implements ICommandHandler<BeginReferral> {
  constructor(private readonly referrals: Referrals) {}

  execute({ draft }: BeginReferral): Promise<Written> {
    return this.referrals.begin(draft.referralId, draft.caseId, draftReferral(draft));
  }
}

/** Whatever is recorded on a referral that is there: her answers, the council's, its withdrawal. The decision says which. */
export class RecordOnReferral extends Command<Written> {
  constructor(
    readonly referralId: string,
    readonly decide: (day: OnThatDay) => ReferralDecision,
    readonly when?: When,
  ) {
    super();
  }
}

@CommandHandler(RecordOnReferral)
export class RecordOnReferralHandler implements ICommandHandler<RecordOnReferral> {
  constructor(private readonly referrals: Referrals) {}

  execute({ referralId, decide, when }: RecordOnReferral): Promise<Written> {
    return this.referrals.decide(referralId, decide, when);
  }
}
