import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import {
  CurrentAccount,
  IsGssCode,
  IsPlainText,
  IsPrisonId,
  IsWholeNumberAsText,
  UnknownCursor,
  UuidPipe,
  WaitsFor,
} from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import { isTimelineCursor } from '../timeline/timeline.query';
import { BoardQuery, type BoardPage, type CasePage } from './board-view';
import { readCursor } from './cursor';

export class BoardFiltersRequest {
  /** NOMIS id of a prison. */
  @IsOptional() @IsPrisonId() prison?: string;
  /** GSS code of a council that has a referral of hers. */
  @IsOptional() @IsGssCode() council?: string;
  /** Only women who leave within so many days. */
  @IsOptional()
  @IsWholeNumberAsText(0, 366)
  withinDays?: number;
  /** `next` or `previous` of another page. */
  @IsOptional() @IsPlainText({ max: 200 }) cursor?: string;
}

export class CaseRequest {
  /** `earlier` of another answer: the timeline before it. */
  @IsOptional() @IsPlainText({ max: 64 }) timeline?: string;
}

/** What is still missing before the day, as the account may see it. */
@ApiTags('readiness')
@Controller('api/v1/readiness')
export class BoardApi {
  constructor(private readonly board: BoardQuery) {}

  @Get('board')
  @WaitsFor('readiness.facts', 'readiness.board')
  @ApiOperation({
    summary: 'Women by days to release, with what is done, in hand and missing, and the alerts that stand',
  })
  show(
    @CurrentAccount() account: Account,
    @Query() { prison, council, withinDays, cursor }: BoardFiltersRequest,
  ): Promise<BoardPage> {
    if (cursor !== undefined && !readCursor(cursor)) throw new UnknownCursor();
    return this.board.board(account, { prison, council, withinDays, cursor });
  }

  @Get('cases/:caseId')
  @WaitsFor('readiness.facts', 'readiness.board', 'readiness.timeline')
  @ApiOperation({
    summary: 'One woman: what must be true on the day, alerts, tasks and what has happened',
    description: 'With Read-After, what followed from your write too.',
  })
  one(
    @CurrentAccount() account: Account,
    @Param('caseId', UuidPipe) caseId: string,
    @Query() { timeline }: CaseRequest,
  ): Promise<CasePage> {
    if (timeline !== undefined && !isTimelineCursor(timeline)) throw new UnknownCursor('timeline');
    return this.board.casePage(account, caseId, timeline);
  }
}
