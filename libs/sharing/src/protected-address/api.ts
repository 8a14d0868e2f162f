import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, IsPlainText, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { confidants } from '../roles';
import { SetHerProtectedAddress } from './commands';
import { ShowProtectedAddress, type ShownAddress } from './show-protected-address';

export class ProtectedAddressRequest {
  @IsPlainText({ max: 2000 }) address!: string;
  /** The same once more. */
  @IsPlainText({ max: 2000 }) addressAgain!: string;
}

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId/protected-address')
export class ProtectedAddressApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Typed twice. It is shown in no list, no search, no export and no letter. */
  @Post()
  @Roles(...confidants)
  @ApiWrite()
  @ApiOperation({ summary: 'An address that must stay hidden' })
  async set(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { address, addressAgain }: ProtectedAddressRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const addressId = RequestContext.newId('protected-address');
    const command = new SetHerProtectedAddress({ caseId, addressId, address, addressAgain }, expected);
    return written(await this.commands.execute(command), { caseId, addressId });
  }

  /** Asked for each time, by the named lead alone. */
  @Get()
  @Roles('domestic-abuse-lead')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The hidden address' })
  show(@Param('caseId', UuidPipe) caseId: string): Promise<ShownAddress> {
    return this.queries.execute(new ShowProtectedAddress(caseId));
  }
}
