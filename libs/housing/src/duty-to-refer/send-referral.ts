import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isoDate, type Written } from '@ttg/event-sourcing';
import { type HousingCase, HousingCases, stillOpen } from '../cases/housing-cases';
import type { DutyToReferEvent } from '../events';
import { Instructions } from '../instructions/her-instructions';
import type { OnThatDay } from '../on-that-day';
import { LivePlace } from './live-place';
import { type MakeDutyToRefer, makeDutyToRefer } from './make-referral';
import { type Begun, type ReferralDecision, Referrals, type When } from './referrals';
import { giveWay } from './withdrawal';

export class SendReferral extends Command<Written> {
  constructor(
    readonly referralId: string,
    readonly referral: MakeDutyToRefer,
    readonly when?: When,
  ) {
    super();
  }
}

/**
 * Sends a referral. Three streams are written, each step repeatable: a request that is sent again after a crash goes on where
 * it stopped. The new referral is with its council before the old one is withdrawn: she is never without one.
 */
@CommandHandler(SendReferral)
export class SendReferralHandler implements ICommandHandler<SendReferral> {
  constructor(
    private readonly referrals: Referrals,
    private readonly cases: HousingCases,
    private readonly instructions: Instructions,
    private readonly place: LivePlace,
  ) {}

  async execute({ referralId, referral, when }: SendReferral): Promise<Written> {
    const { state } = await this.referrals.load(referralId);
    const of = stillOpen(await this.cases.find(state.caseId));
    const instructions = await this.instructions.certain(of.personId);
    const send = (day: OnThatDay): ReferralDecision => makeDutyToRefer(referral, day, instructions);
    await this.takePlace(state, of, send);
    const result = await this.referrals.decide(referralId, send, when);
    await this.withdrawReplaced(referralId, of);
    return result;
  }

  /** Only for a referral that can be sent: one that is refused takes nobody's place. */
  private async takePlace(state: Begun, of: HousingCase, send: (day: OnThatDay) => ReferralDecision): Promise<void> {
    const { caseId, personId } = of;
    if ((await this.place.load(caseId)).referralId === state.referralId) return;
    const day = this.referrals.onThatDay(of);
    const [made] = [send(day)(state)].flat() as readonly DutyToReferEvent[];
    if (made?.type !== 'housing.duty-to-refer-made') return;
    await this.place.take({ caseId, personId }, state.referralId, made.data.council, day.today);
  }

  private async withdrawReplaced(referralId: string, { caseId }: HousingCase): Promise<void> {
    const place = await this.place.load(caseId);
    if (place.referralId !== referralId || place.replaces === undefined) return;
    await this.referrals.decide(place.replaces, ({ today }) => giveWay(isoDate(today)));
  }
}
