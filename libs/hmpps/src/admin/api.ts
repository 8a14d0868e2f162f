import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@ttg/event-sourcing';
import { ApiWrite, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { ApiAnswer, inboxSchema, messageSchema } from './describe';
import { type MessageCount, MessageList, type ShownMessage } from './message-list';

/** More than anyone looks through: the counts say how many there are. */
const most = 200;

/** No stream was written: there is no revision and no position to tell. */
const nothing = { stream: '', revision: -1, alreadyWritten: false };

/** What came from HMPPS, for whoever keeps the system running: what waits, and for what. */
@ApiTags('admin')
@Roles('administrator')
@Controller('api/v1/admin/inbox/hmpps')
export class InboxAdminApi {
  constructor(private readonly messages: MessageList) {}

  @Get()
  @ApiOperation({ summary: 'What came from HMPPS by type and outcome, and what waits or was given up' })
  @ApiAnswer('What is there.', inboxSchema)
  async all(): Promise<{ readonly counts: readonly MessageCount[]; readonly messages: readonly ShownMessage[] }> {
    return { counts: await this.messages.counts(), messages: await this.messages.notSettled(most) };
  }

  @Get('messages/:id')
  @ApiOperation({ summary: 'One message: what came of it, or what it waits for' })
  @ApiAnswer('How it stands.', messageSchema)
  async one(@Param('id', UuidPipe) id: string): Promise<ShownMessage> {
    const message = await this.messages.find(id);
    if (!message) throw new NotFound('message');
    return message;
  }

  @Post('retry')
  @HttpCode(200)
  @ApiWrite()
  @ApiOperation({ summary: 'Try all now that wait or were given up' })
  async retryAll(): Promise<WrittenAnswer> {
    return written(nothing, { retried: String(await this.messages.retry()) });
  }

  @Post('messages/:id/retry')
  @HttpCode(200)
  @ApiWrite()
  @ApiOperation({ summary: 'Try one now', description: 'One that is settled stays as it is: `retried` is 0.' })
  async retry(@Param('id', UuidPipe) id: string): Promise<WrittenAnswer> {
    await this.one(id);
    return written(nothing, { retried: String(await this.messages.retry(id)) });
  }
}
