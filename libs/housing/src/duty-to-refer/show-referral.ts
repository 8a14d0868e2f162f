import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Account } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { NotFound, Vault } from '@ttg/event-sourcing';
import { current, type CurrentAnswer, Problem } from '@ttg/web/http';
import { type HousingCase, HousingCases } from '../cases/housing-cases';
import { type HerInstructions, Instructions } from '../instructions/her-instructions';
import { stopTo } from '../instructions/stops';
import { openFields } from '../opened';
import { councilView, type CouncilView } from './council-view';
import { isSentTo, Referrals } from './referrals';
import { missingAgreements, type Sent } from './referral';
import { staffView, type StaffView } from './staff-view';

export class ShowReferral extends Query<CurrentAnswer<StaffView | CouncilView>> {
  constructor(
    readonly referralId: string,
    readonly reader: Account,
  ) {
    super();
  }
}

/** Her agreement ended, or the referral did, she said that this council must not know, or its case was opened in error. */
export class NotShownAnyMore extends Problem {
  constructor() {
    super({
      status: 410,
      code: 'referral-not-shown-any-more',
      title: 'This referral may not be read any more',
      detail: 'It was withdrawn, or may not be passed on any more. Ask those who made it.',
    });
  }
}

/** A referral, as far as whoever asks may see it (law-and-practice E.4). */
@QueryHandler(ShowReferral)
export class ShowReferralHandler implements IQueryHandler<ShowReferral> {
  constructor(
    private readonly referrals: Referrals,
    private readonly cases: HousingCases,
    private readonly instructions: Instructions,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute({ referralId, reader }: ShowReferral): Promise<CurrentAnswer<StaffView | CouncilView>> {
    const { state, revision } = await this.referrals.load(referralId);
    const today = this.clock.today();
    if (reader.role !== 'council-housing') return current(await staffView(state, this.vault, today), { revision });
    if (!isSentTo(state, reader.organisation, today)) throw new NotFound('referral');
    if (state.status !== 'sent' || missingAgreements(state.agreements).length > 0) throw new NotShownAnyMore();
    const of = await this.cases.certain(state.caseId);
    if (of.openedInError) throw new NotShownAnyMore();
    const instructions = await this.instructions.certain(of.personId);
    if (stopTo(state.council, { ...instructions, areasToAvoid: [] }, today)) throw new NotShownAnyMore();
    return current(await this.forCouncil(state, of, instructions), { revision });
  }

  private async forCouncil(referral: Sent, of: HousingCase, instructions: HerInstructions): Promise<CouncilView> {
    const { receipt, reconfirmed } = referral;
    return councilView(referral, {
      content: (await openFields(this.vault, { content: referral.content })).content,
      receipt: receipt && (await openFields(this.vault, receipt)),
      reconfirmed: reconfirmed && (await openFields(this.vault, reconfirmed)),
      of,
      instructions,
      today: this.clock.today(),
    });
  }
}
