import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { AcceptTask, CompleteTask, HandOverTask } from '../alerts/commands';
import { CompleteTaskRequest, HandOverTaskRequest } from '../alerts/requests';

/** Who does what before the day. */
@ApiTags('readiness')
@Controller('api/v1/readiness/cases/:caseId/tasks/:taskId')
export class TasksApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('acceptance')
  @ApiWrite()
  @ApiOperation({ summary: 'Take it on; after a move, for the prison of the account that accepts' })
  async accept(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new AcceptTask({ caseId, taskId }, expected)), { caseId, taskId });
  }

  @Post('hand-over')
  @ApiWrite()
  @ApiOperation({ summary: 'Give it to another role' })
  async handOver(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @Body() { to, prison }: HandOverTaskRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new HandOverTask({ caseId, taskId }, { role: to, prison }, expected)), {
      caseId,
      taskId,
    });
  }

  @Post('completion')
  @ApiWrite()
  @ApiOperation({
    summary: 'Say that it is done, and how',
    description: 'Tasks that a fact ends are ended by the fact alone.',
  })
  async complete(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @Body() { note }: CompleteTaskRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new CompleteTask({ caseId, taskId }, note, expected)), {
      caseId,
      taskId,
    });
  }
}
