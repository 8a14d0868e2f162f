import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsOneOf, IsPrisonId, IsWholeNumberAsText, Roles, UnknownCursor, WaitsFor } from '@ttg/web/http';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { readers } from '../roles';
import { type Cursor, readCursor } from './cursor';
import { ListCases, type ListedCase } from './list-cases';

export class CasesQuery {
  /** NOMIS id of a prison. */
  @IsOptional() @IsPrisonId() prison?: string;
  /** How the case stands. */
  @IsOptional() @IsOneOf(['in-custody', 'released', 'closed']) status?: string;
  /** How many at most; 50 if not given. */
  @IsOptional() @IsWholeNumberAsText(1, 200) limit?: number;
  /** From `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases')
@Roles(...readers)
export class CaseListApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @WaitsFor('custody.cases')
  @ApiOperation({
    summary: 'Cases, by prison and status',
    description:
      'By release date, those without one last. `next` is the address of the page that follows; the last page has none.',
  })
  async list(
    @Query() { prison, status, limit = 50, cursor }: CasesQuery,
  ): Promise<{ cases: readonly ListedCase[]; next?: string }> {
    const page = { after: cursor === undefined ? undefined : cursorOf(cursor), limit };
    const { cases, cursor: end } = await this.queries.execute(new ListCases({ prison, status }, page));
    if (end === undefined) return { cases };
    const given = Object.entries({ prison, status, limit: String(limit), cursor: end });
    const query = new URLSearchParams(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
    return { cases, next: `/api/v1/custody/cases?${query.toString()}` };
  }
}

const cursorOf = (text: string): Cursor => {
  const cursor = readCursor(text);
  if (!cursor) throw new UnknownCursor();
  return cursor;
};
