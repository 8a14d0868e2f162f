import { Body, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Account } from '@ttg/access';
import { CurrentAccount, UuidPipe, type WrittenAnswer } from '@ttg/web/http';
import { answerForm, type FormPage, Html, PageController, showForm, type Typed } from '@ttg/web/pages';
import type { Response } from 'express';
import { BoardQuery } from '../board/board-view';
import { type AlertForm, alertForms } from './alert-forms';
import { noLongerThere } from './no-longer-there';

/** What can be answered to an alert: what will be done, not now, this is wrong. */
@PageController('cases/:caseId/alerts/:alertId')
export class AlertPages {
  constructor(
    private readonly boards: BoardQuery,
    private readonly commands: CommandBus,
  ) {}

  @Get(':action')
  @Html()
  async ask(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('alertId', UuidPipe) alertId: string,
    @Param('action') action: string,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return showForm(await this.formFor(account, { caseId, alertId }, action), response);
  }

  @Post(':action')
  @Html()
  async answer(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('alertId', UuidPipe) alertId: string,
    @Param('action') action: string,
    @Body() typed: Typed,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WrittenAnswer | string> {
    return answerForm(await this.formFor(account, { caseId, alertId }, action), typed, this.commands, response);
  }

  /** @throws Problem when the alert does not stand, or this is not for the account to answer. */
  private async formFor(account: Account, { caseId, alertId }: { caseId: string; alertId: string }, action: string) {
    const { alerts, name, today } = await this.boards.casePage(account, caseId);
    const alert = alerts.find((line) => line.alertId === alertId);
    const asked = alert?.actions.find((possible) => possible === action);
    if (!alert || !asked) throw noLongerThere('alert');
    const form: AlertForm = alertForms[asked];
    return {
      ...form,
      template: 'readiness/src/pages/views/alert-form.njk',
      action: `/cases/${caseId}/alerts/${alertId}/${asked}`,
      back: `/cases/${caseId}`,
      subject: { alert, name, today },
      command: (values) => form.command({ caseId, alertId }, values),
    } satisfies FormPage & Pick<Parameters<typeof answerForm>[0], 'command'>;
  }
}
