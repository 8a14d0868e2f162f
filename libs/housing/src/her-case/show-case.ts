import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Account } from '@ttg/access';
import { ReadModels, Vault } from '@ttg/event-sourcing';
import { current, type CurrentAnswer } from '@ttg/web/http';
import { HerAccommodation } from '../accommodation/her-accommodation';
import { HousingCases } from '../cases/housing-cases';
import { Instructions } from '../instructions/her-instructions';
import type { ReferralSummary } from '../referral-inbox/referral-summary';
import { type CaseView, caseView } from './case-view';

export class ShowHousing extends Query<CurrentAnswer<CaseView>> {
  constructor(
    readonly caseId: string,
    readonly reader: Account,
  ) {
    super();
  }
}

const referralsOfCase = `
  select summary
  from housing.referral_inbox
  where case_id = $1
  order by sent_on nulls last, referral_id`;

/** Housing's part of a case. The revision is that of her accommodation. */
@QueryHandler(ShowHousing)
export class ShowHousingHandler implements IQueryHandler<ShowHousing> {
  constructor(
    private readonly cases: HousingCases,
    private readonly accommodation: HerAccommodation,
    private readonly instructions: Instructions,
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
  ) {}

  async execute({ caseId, reader }: ShowHousing): Promise<CurrentAnswer<CaseView>> {
    const { personId } = await this.cases.find(caseId);
    const { state, revision } = await this.accommodation.load(caseId);
    const { addressProtected } = await this.instructions.known(personId);
    const rows = await this.readModels.query<{ summary: ReferralSummary }>(referralsOfCase, [caseId]);
    const referrals = rows.map(({ summary }) => summary);
    const reading = { vault: this.vault, role: reader.role, addressProtected };
    return current(await caseView(caseId, state, referrals, reading), { revision });
  }
}
