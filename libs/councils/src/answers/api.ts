import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { NotFound } from '@ttg/event-sourcing';
import { CurrentAccount, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { councilToday } from '../council-today';
import { ApiDone, nothingWritten } from '../describe';
import { AnswerDesk, type ParkedAnswer, type ShownAnswer } from './answer-desk';
import { answerSchema, parkedSchema } from './describe';

/** More than anyone looks through: the figures say how many there are. */
const most = 500;

const ApiAnswer = (description: string, schema: object): MethodDecorator =>
  ApiResponse({ status: 200, description, content: { 'application/json': { schema } } });

/** Messages of councils that were not recorded. What they say is shown to nobody: the council has it, and can send it again. */
@ApiTags('councils')
@Roles('administrator')
@Controller('api/v1/councils/answers')
export class AnswersApi {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Messages of councils that were not recorded, without what they say; 500 at most' })
  @ApiAnswer('What is there.', parkedSchema)
  async list(): Promise<{ readonly answers: readonly ParkedAnswer[] }> {
    return { answers: await this.desk.parked(most) };
  }

  @Get(':answerId')
  @Roles('administrator', 'council-housing')
  @ApiOperation({
    summary: 'One message that was not recorded: what is wrong with it',
    description: 'What the notice council.answer-refused leads to. A council sees its own and no other.',
  })
  @ApiAnswer('How it stands.', answerSchema)
  async one(@Param('answerId', UuidPipe) answerId: string, @CurrentAccount() account: Account): Promise<ShownAnswer> {
    const answer = await this.desk.find(answerId);
    if (!answer || !this.mayRead(account, answer)) throw new NotFound('message');
    return answer;
  }

  @Post(':answerId/retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try to record a message now',
    description: 'One that is recorded stays as it is: `known`.',
  })
  @ApiDone('outcome', 'What came of it: recorded, refused, failed, known.')
  async retry(@Param('answerId', UuidPipe) answerId: string): Promise<WrittenAnswer> {
    return written(nothingWritten, { outcome: await this.desk.retry(answerId) });
  }

  /** A council that took over from another reads what that one sent. */
  private mayRead({ role, organisation }: Account, { council }: ShownAnswer): boolean {
    return role === 'administrator' || councilToday(council, this.clock.today()) === organisation;
  }
}
