import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { current, CurrentAccount, Roles, UuidPipe } from '@ttg/web/http';
import { readers } from '../roles';
import { ShowCase } from './show-case';

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...readers)
export class CaseApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'A case, with the history of her release dates and the day she leaves',
    description:
      'What is recorded of this period in custody. Sealed answers are opened for those whose work needs them; to others they read `withheld`.',
  })
  async show(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    const { body, revision } = await this.queries.execute(new ShowCase(caseId, role));
    return current(body, { revision });
  }
}
