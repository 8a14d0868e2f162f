import { Get, Query, Res } from '@nestjs/common';
import type { Account } from '@ttg/access';
import { CurrentAccount, WaitsFor } from '@ttg/web/http';
import { Html, page, PageController, type Typed } from '@ttg/web/pages';
import type { Response } from 'express';
import { boardProjections, BoardQuery } from '../board/board-view';
import { readFilters } from './board-filters';
import { boardModel } from './board-model';

/** The release board: every woman the account sees, by the day she leaves. */
@PageController('')
export class BoardPages {
  constructor(private readonly boards: BoardQuery) {}

  @Get()
  @Html()
  @WaitsFor(...boardProjections)
  async board(
    @Query() query: Typed,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { filters, errors } = readFilters(query);
    const board = await this.boards.board(account, filters);
    if (errors.length > 0) response.status(400);
    return page(response, 'readiness/src/pages/views/board.njk', boardModel(board, filters, errors));
  }
}
