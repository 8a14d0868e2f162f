import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Personal, ReadModels, type Shown, shownAll, Vault } from '@ttg/event-sourcing';
import type { Names } from '@ttg/people/events';
import { linkTo } from '../case/custody-case';
import { beginning, type Cursor, cursorAt } from './cursor';
import { pageOfCases } from './sql';

export interface ListedCase {
  readonly caseId: string;
  readonly personId: string;
  readonly names?: Shown<Names>;
  readonly prison: string;
  readonly status: string;
  readonly legalStatus: string;
  readonly receivedOn: string;
  readonly releaseDate: string | null;
  readonly releaseDateType: string | null;
  readonly synthetic: boolean;
  readonly link: string;
}

type Row = Omit<ListedCase, 'names' | 'link'> & {
  readonly names: Parameters<typeof Personal.fromReadModel<Names>>[0] | null;
};

export interface CasePage {
  readonly cases: readonly ListedCase[];
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string;
}

export class ListCases extends Query<CasePage> {
  constructor(
    readonly filter: { readonly prison?: string; readonly status?: string },
    readonly page: { readonly after?: Cursor; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
  ) {}

  async execute({ filter: { prison, status }, page: { after = beginning, limit } }: ListCases): Promise<CasePage> {
    const parameters = [prison, status, after.releaseDate, after.caseId, limit + 1];
    const rows = await this.readModels.query<Row>(pageOfCases, parameters);
    const here = rows.slice(0, limit);
    const names = await shownAll(this.vault, here.map(sealedNames));
    const last = rows.length > limit ? here.at(-1) : undefined;
    return { cases: here.map((row, index) => show(row, names[index])), cursor: last && cursorAt(last) };
  }
}

const sealedNames = ({ names }: Row) => (names ? Personal.fromReadModel<Names>(names) : undefined);

const show = (row: Row, names: ListedCase['names']): ListedCase => ({
  ...row,
  names,
  link: linkTo(row.caseId),
});
