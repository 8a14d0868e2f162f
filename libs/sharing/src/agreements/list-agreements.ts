import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type IsoDate, ReadModels } from '@ttg/event-sourcing';
import { SharingCases } from '../cases/sharing-cases';

export interface AgreementLine {
  readonly referralId: string;
  readonly to: string;
  readonly answer: 'given' | 'refused' | 'withdrawn';
  readonly council?: string;
  readonly on: IsoDate;
  readonly how: string;
  /** Where it is withdrawn, or given after all. */
  readonly changeAt: string;
}

const standing = `
select referral_id as "referralId", agreed_to as "to", answer, council, on_day as "on", how
  from sharing.agreement where case_id = $1 and referral_id not in (select referral_id from sharing.ended_referral)
 order by on_day, referral_id, agreed_to`;

/** All she has agreed to in referrals that are not withdrawn. */
export class ListAgreements extends Query<readonly AgreementLine[]> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(ListAgreements)
export class ListAgreementsHandler implements IQueryHandler<ListAgreements> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly cases: SharingCases,
  ) {}

  async execute({ caseId }: ListAgreements): Promise<readonly AgreementLine[]> {
    await this.cases.personOf(caseId);
    const rows = await this.readModels.query<Omit<AgreementLine, 'changeAt'>>(standing, [caseId]);
    return rows.map((row) => ({
      ...row,
      council: row.council ?? undefined,
      changeAt: `/api/v1/housing/referrals/${row.referralId}/agreements`,
    }));
  }
}
