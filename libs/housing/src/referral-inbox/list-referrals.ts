import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Clock, type PlainDate } from '@ttg/calendar';
import { Personal, ReadModels, Vault, type SealBinding, type SealedValue } from '@ttg/event-sourcing';
import { councils, successorOn } from '@ttg/reference';
import {
  nameToday,
  releaseForPlanning,
  type CouncilName,
  type ReleaseForPlanning,
} from '../duty-to-refer/council-view';
import { casesModel, type HousingCase } from '../cases/housing-cases';
import type { ReferralContent } from '../events';
import { Certainty } from '../certainty';
import { instructionsModel } from '../instructions/her-instructions';
import { openAll } from '../opened';
import { type Cursor, cursorAfter } from './cursor';
import { mayBeShown, type ReferralSummary } from './referral-summary';

export interface ListedReferral extends Omit<ReferralSummary, 'caseId' | 'agreements' | 'chosenCouncil' | 'council'> {
  readonly council: CouncilName;
  /** Absent where she no longer agrees that it is passed on, it was withdrawn, or its case opened in error: nothing of her is shown then. */
  readonly name?: string;
  readonly release?: ReleaseForPlanning;
}

export interface ReferralList {
  readonly referrals: readonly ListedReferral[];
  /** The place to go on from; absent at the end. */
  readonly next?: string;
}

/**
 * The referrals that were sent to a council, or to one it took over from: oldest first. To the council itself nothing is shown that may
 * be of yesterday.
 * @throws BeingSaved to the council, where the models are behind
 */
export class ListReferrals extends Query<ReferralList> {
  constructor(
    readonly council: string,
    readonly page: { readonly limit: number; readonly after?: Cursor; readonly toCouncil?: boolean },
  ) {
    super();
  }
}

type Row = Pick<HousingCase, 'releaseDate' | 'releaseType' | 'dateChanges' | 'releasedOn'> & {
  readonly summary: ReferralSummary;
  readonly content: (SealedValue & SealBinding) | null;
  readonly personId: string | null;
  /** She said, since it was sent, that this council must not know; or her case was opened in error. */
  readonly mustNotKnow: boolean;
};

const page = `
  select r.summary, r.content, c.release_date as "releaseDate", c.release_type as "releaseType",
    coalesce(c.date_changes, 0) as "dateChanges", c.released_on as "releasedOn", c.person_id as "personId",
    coalesce(c.opened_in_error, false) or exists (
      select from housing.must_not_know m
      left join housing.merged_people told on told.removed_id = m.person_id
      left join housing.merged_people hers on hers.removed_id = c.person_id
      where m.council = any ($1) and coalesce(told.kept_id, m.person_id) = coalesce(hers.kept_id, c.person_id)
    ) as "mustNotKnow"
  from housing.referral_inbox r
  left join housing.cases c using (case_id)
  where r.council = any ($1)
    and ($2::date is null or (r.sent_on, r.referral_id) > ($2, $3::uuid))
  order by r.sent_on, r.referral_id
  limit $4`;

const models = ['housing.referral-inbox', casesModel, instructionsModel];

@QueryHandler(ListReferrals)
export class ListReferralsHandler implements IQueryHandler<ListReferrals> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly certainty: Certainty,
  ) {}

  async execute({ council, page: { limit, after, toCouncil = false } }: ListReferrals): Promise<ReferralList> {
    const held = toCouncil ? await this.certainty.heldBackIn(...models) : new Set<string>();
    const today = this.clock.today();
    const codes = codesOf(council, today);
    const values = [codes, after?.sentOn ?? null, after?.referralId ?? null, limit + 1];
    const rows = await this.readModels.query<Row>(page, values);
    const shown = rows.slice(0, limit).map((row) => ({ ...row, mustNotKnow: row.mustNotKnow || isHeld(row, held) }));
    const names = await this.namesIn(shown);
    const last = rows.length > limit ? shown.at(-1)?.summary : undefined;
    return {
      referrals: shown.map((row) => listed(row, names.get(row.summary.referralId), today)),
      next: last?.sentOn && cursorAfter({ sentOn: last.sentOn, referralId: last.referralId }),
    };
  }

  private async namesIn(rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
    const sealed = rows.flatMap(({ summary, content, mustNotKnow }) =>
      content && !mustNotKnow && mayBeShown(summary) ? [{ id: summary.referralId, content }] : [],
    );
    const contents = await openAll(
      this.vault,
      sealed.map(({ content }) => Personal.fromReadModel<ReferralContent>(content)),
    );
    return new Map(
      sealed.map(({ id }, index) => {
        const content = contents[index];
        return [id, content === undefined || content === 'erased' ? 'erased' : content.name];
      }),
    );
  }
}

const isHeld = ({ summary, personId }: Row, held: ReadonlySet<string>): boolean =>
  held.has(summary.caseId) || (personId !== null && held.has(personId));

/** Its own code, and those of the councils whose work it does today. */
const codesOf = (code: string, today: PlainDate): readonly string[] => [
  code,
  ...councils.filter((council) => successorOn(council, today)?.code === code).map((council) => council.code),
];

const listed = (row: Row, name: string | undefined, today: PlainDate): ListedReferral => {
  const { caseId: _case, agreements: _agreements, chosenCouncil: _chosen, council, ...summary } = row.summary;
  const hers = !row.mustNotKnow && mayBeShown(row.summary) && { name, release: releaseForPlanning(row) };
  return { ...summary, council: nameToday(council ?? '', today), ...hers };
};
