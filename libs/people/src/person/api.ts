import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { current, CurrentAccount, Problem, Roles, UuidPipe } from '@ttg/web/http';
import { readers } from '../roles';
import { RecordWasMerged } from './person';
import { ShowPerson } from './show-person';

@ApiTags('people')
@Controller('api/v1/people/persons/:personId')
@Roles(...readers)
export class PersonApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Who she is',
    description:
      'What was erased reads `erased`. A record that was merged into another answers 410 and names that one.',
  })
  async show(@Param('personId', UuidPipe) personId: string, @CurrentAccount() { role }: Account) {
    const { body, revision } = await this.queries.execute(new ShowPerson(personId, role)).catch(sendOn);
    return current(body, { revision });
  }
}

/** To a reader a merged record is gone for good, and there is another in its place. */
const sendOn = (error: unknown): never => {
  if (!(error instanceof RecordWasMerged)) throw error;
  const { code, message, see } = error;
  const headers = { Link: `<${see}>; rel="related"` };
  throw new Problem({ status: 410, code, title: 'This record was merged into another', detail: message, headers });
};
