import { Body, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Account } from '@ttg/access';
import { CurrentAccount, UuidPipe, type WrittenAnswer } from '@ttg/web/http';
import { answerForm, type FormPage, Html, PageController, showForm, type Typed } from '@ttg/web/pages';
import type { Response } from 'express';
import { BoardQuery } from '../board/board-view';
import { noLongerThere } from './no-longer-there';
import { taskForms } from './task-forms';

/** What can be done with a task: take it on, hand it over, say it is done. */
@PageController('cases/:caseId/tasks/:taskId')
export class TaskPages {
  constructor(
    private readonly boards: BoardQuery,
    private readonly commands: CommandBus,
  ) {}

  @Get(':action')
  @Html()
  async ask(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @Param('action') action: string,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return showForm(await this.formFor(account, { caseId, taskId }, action), response);
  }

  @Post(':action')
  @Html()
  async answer(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('taskId', UuidPipe) taskId: string,
    @Param('action') action: string,
    @Body() typed: Typed,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WrittenAnswer | string> {
    return answerForm(await this.formFor(account, { caseId, taskId }, action), typed, this.commands, response);
  }

  /** @throws Problem when the task is not open, or this is not for the account to do. */
  private async formFor(account: Account, { caseId, taskId }: { caseId: string; taskId: string }, action: string) {
    const { tasks, name } = await this.boards.casePage(account, caseId);
    const task = tasks.find((line) => line.taskId === taskId);
    const asked = task?.actions.find((possible) => possible === action);
    if (!task || !asked) throw noLongerThere('task');
    const { heading, button, fields, command } = taskForms[asked];
    return {
      heading,
      button,
      fields: fields(task),
      template: 'readiness/src/pages/views/task-form.njk',
      action: `/cases/${caseId}/tasks/${taskId}/${asked}`,
      back: `/cases/${caseId}`,
      subject: { task, name },
      command: (values) => command(caseId, task, values),
    } satisfies FormPage & Pick<Parameters<typeof answerForm>[0], 'command'>;
  }
}
