import { Body, Controller, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, Problem, Roles, written, type WrittenAnswer } from '@ttg/web/http';
import { UnreadableMessage } from '../notices/domain-event';
import { Inbox } from './inbox';

const event = {
  type: 'object',
  description: 'An HMPPS domain event, or the SNS envelope with one in `Message`.',
  properties: {
    eventType: { type: 'string', example: 'prisoner-offender-search.prisoner.received' },
    occurredAt: { type: 'string', format: 'date-time' },
    detailUrl: { type: 'string', format: 'uri' },
    additionalInformation: { type: 'object' },
    Message: { type: 'string' },
  },
};

/** Nothing was written to a stream yet: there is no revision and no position to tell. */
const nothing = { stream: '', revision: -1, alreadyWritten: false };

@ApiTags('inbox')
@Controller('api/v1/inbox/hmpps')
@Roles('administrator')
export class InboxApi {
  constructor(private readonly inbox: Inbox) {}

  @Post()
  @ApiWrite()
  @ApiBody({ schema: event })
  @ApiOperation({
    summary: 'Something HMPPS tells',
    description:
      'It is kept before this is answered, and acted on afterwards; Location is where to look. What says the same again is counted.',
  })
  async take(@Body() body: object): Promise<WrittenAnswer> {
    try {
      const message = await this.inbox.take(body, { cameBy: 'api' });
      const location = `/api/v1/admin/inbox/hmpps/messages/${message}`;
      return written(nothing, { message }, { status: HttpStatus.ACCEPTED, location });
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      throw notAnEvent(error);
    }
  }
}

const notAnEvent = ({ where, message }: UnreadableMessage): Problem => {
  const fix = 'Send it as HMPPS publishes it: eventType, occurredAt with its offset, additionalInformation.';
  return new Problem({
    ...{ status: 400, code: 'not-a-domain-event', title: 'That is no HMPPS domain event', detail: `${message} ${fix}` },
    errors: [{ field: where, message, fix }],
  });
};
