import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { AcceptTask, CompleteTask, HandOverTask } from '../alerts/commands';
import { CompleteTaskRequest, HandOverTaskRequest } from '../alerts/requests';

/** Who does what before the day. */
@ApiTags('readiness')
@Controller('api/v1/readiness/cases/:caseId/tasks/:taskId')
export class TasksApi {
  constructor(private readonly commands: CommandBus) {}

  /** Take it on; after a move, for the prison of the account that accepts. */
  @Post('acceptance')
  @ApiWrite()
  async accept(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new AcceptTask({ caseId, taskId }, expected)), { caseId, taskId });
  }

  /** Give it to another role. */
  @Post('hand-over')
  @ApiWrite()
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

  /** Say that it is done, and how. Tasks that a fact ends are ended by the fact alone. */
  @Post('completion')
  @ApiWrite()
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
