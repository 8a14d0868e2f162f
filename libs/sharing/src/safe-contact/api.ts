import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { RecordForHer } from '../record/record-for-her';
import { ProtectedAddressRequest, SafeContactRequest } from '../requests';
import { caseWorkers } from '../roles';
import { setProtectedAddress, setSafeContact } from './safe-contact';

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...caseWorkers)
export class SafeContactApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('safe-contact')
  @ApiWrite()
  @ApiOperation({ summary: 'The ways to reach her that are safe; takes the place of what was set before' })
  async contact(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() contact: SafeContactRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordForHer(caseId, () => setSafeContact({ caseId, contact: { ...contact } }), expected);
    return written(await this.commands.execute(command), { caseId });
  }

  @Post('protected-address')
  @ApiWrite()
  @ApiOperation({ summary: 'An address that nobody but the named lead sees, typed twice' })
  async address(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { address, addressAgain }: ProtectedAddressRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const addressId = RequestContext.newId('address');
    const set = { caseId, addressId, address, addressAgain };
    const command = new RecordForHer(caseId, () => setProtectedAddress(set), expected);
    return written(await this.commands.execute(command), { caseId, addressId });
  }
}
