import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Account, CouncilClients, type CouncilClient, type NewCouncilClient } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { NotFound } from '@ttg/event-sourcing';
import { CurrentAccount, ReadsOnly, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { ApiDone, ApiMade, nothingWritten, text } from '../describe';
import { knownCouncil } from '../known-council';
import { NewClientRequest } from './requests';

/** The systems of councils that may ask for tokens. */
@ApiTags('councils')
@Roles('administrator')
@Controller('api/v1/councils/clients')
export class ClientsApi {
  constructor(
    private readonly clients: CouncilClients,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every client of a council, revoked or not' })
  async list(): Promise<{ readonly clients: readonly CouncilClient[] }> {
    return { clients: await this.clients.list() };
  }

  // The secret is told here and nowhere else: an answer that can be repeated would have to be kept.
  @Post()
  @ReadsOnly()
  @ApiOperation({
    summary: "Make a client for a council's system",
    description:
      'Its secret is shown this once. It takes no Idempotency-Key: a repeat makes another; revoke the one you lost.',
  })
  @ApiMade('The client and its secret.', {
    clientId: text('Names the client when it asks for a token.'),
    clientSecret: text('What it proves itself with. Kept here as a hash alone.'),
  })
  make(@Body() { council }: NewClientRequest, @CurrentAccount() { id }: Account): Promise<NewCouncilClient> {
    return this.clients.make(knownCouncil(council, this.clock.today()), id);
  }

  @Post(':clientId/revocation')
  @ApiOperation({ summary: 'Revoke a client: it gets no token any more, and those it has open nothing' })
  @ApiDone('clientId', 'The client that is revoked.')
  async revoke(
    @Param('clientId', UuidPipe) clientId: string,
    @CurrentAccount() { id }: Account,
  ): Promise<WrittenAnswer> {
    if (!(await this.clients.revoke(clientId, id))) throw new NotFound('client');
    return written(nothingWritten, { clientId });
  }
}
