import { Get, Param, Query, Res } from '@nestjs/common';
import type { Account } from '@ttg/access';
import { CurrentAccount, UuidPipe, WaitsFor } from '@ttg/web/http';
import { Html, page, PageController, textOf, type Typed } from '@ttg/web/pages';
import type { Response } from 'express';
import { BoardQuery, casePageProjections } from '../board/board-view';
import { caseModel } from './case-model';

/** Her page: what must be true on the day, what is missing, what happened. */
@PageController('cases/:caseId')
export class CasePages {
  constructor(private readonly boards: BoardQuery) {}

  @Get()
  @Html()
  @WaitsFor(...casePageProjections)
  async show(
    @Param('caseId', UuidPipe) caseId: string,
    @Query() query: Typed,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const before = textOf(query, 'before') || undefined;
    const hers = await this.boards.casePage(account, caseId, before);
    return page(response, 'readiness/src/pages/views/case.njk', caseModel(hers, account.role));
  }
}
