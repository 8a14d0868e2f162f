import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import { agreementsOf } from './sql';

interface Row {
  readonly referralId: string;
  readonly to: string;
  readonly status: 'given' | 'refused' | 'withdrawn';
  readonly council: string | null;
  readonly on: string;
  readonly how: string;
  readonly referralStatus: string;
}

export interface ShownAgreement extends Omit<Row, 'council'> {
  readonly council?: string;
  /** Where it is withdrawn, by POST; only while it is given. */
  readonly withdrawAt?: string;
}

export class ShowAgreements extends Query<readonly ShownAgreement[]> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(ShowAgreements)
export class ShowAgreementsHandler implements IQueryHandler<ShowAgreements> {
  constructor(
    private readonly cases: SharingCases,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ caseId }: ShowAgreements): Promise<readonly ShownAgreement[]> {
    await this.cases.personOf(caseId);
    const rows = await this.readModels.query<Row>(agreementsOf, [caseId]);
    return rows.map(({ council, ...row }) => ({
      ...row,
      council: council ?? undefined,
      withdrawAt: row.status === 'given' ? `/api/v1/housing/referrals/${row.referralId}/agreements` : undefined,
    }));
  }
}
