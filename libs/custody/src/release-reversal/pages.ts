import { Body, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Account } from '@ttg/access';
import { releaseDateTypes } from '@ttg/calendar';
import { type IsoDate, NotFound } from '@ttg/event-sourcing';
import { CurrentAccount, Roles, UuidPipe, WaitsFor, type WrittenAnswer } from '@ttg/web/http';
import { answerForm, type Fields, type FormPage, Html, PageController, showForm, type Typed } from '@ttg/web/pages';
import type { Response } from 'express';
import { prisonStaff } from '../roles';
import { RecordReleaseReversal } from './commands';
import type { ReversalReason } from './release-reversal';
import { FindReleaseToReverse } from './release-to-reverse';

const inWords: Readonly<Record<ReversalReason, string>> = {
  'recorded-in-error': 'It was recorded in error: she had not left',
  'reversed-by-hmpps': 'It was reversed in HMPPS (NOMIS)',
};

const fields = {
  reason: {
    kind: 'choice',
    label: 'Why was it no release?',
    missing: 'Choose why it was no release',
    // The keys are the reasons.
    choices: Object.entries(inWords).map(([value, text]) => ({ value, text })),
  },
  on: {
    kind: 'day',
    label: 'When was that found out, or reversed?',
    hint: 'For example, 31 3 2027',
    missing: 'Say when it was found out, or reversed',
  },
} as const satisfies Fields;

/** Takes a release back that was none. Her page leads here while she is shown as released. */
@PageController('cases/:caseId/custody/release-reversal')
@Roles(...prisonStaff)
export class ReleaseReversalPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Html()
  @WaitsFor('custody.cases')
  async ask(
    @Param('caseId', UuidPipe) caseId: string,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return showForm(await this.formFor(account, caseId), response);
  }

  @Post()
  @Html()
  async answer(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() typed: Typed,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WrittenAnswer | string> {
    return answerForm(await this.formFor(account, caseId), typed, this.commands, response);
  }

  /** @throws NotFound for a woman of another prison, whose page is not there either, and what stands in the way. */
  private async formFor({ organisation }: Account, caseId: string) {
    const { prison, releaseDate, ...release } = await this.queries.execute(new FindReleaseToReverse(caseId));
    if (prison !== organisation) throw new NotFound('case');
    const date = releaseDate && { on: releaseDate.date, type: releaseDateTypes[releaseDate.type].label };
    return {
      heading: 'Take back her release',
      button: 'Take it back',
      fields,
      template: 'custody/src/release-reversal/views/release-reversal.njk',
      action: `/cases/${caseId}/custody/release-reversal`,
      back: `/cases/${caseId}`,
      subject: { ...release, date },
      // A choice that was read is one of those offered, and a day that was read has the form of one in an event.
      command: ({ reason, on }) =>
        new RecordReleaseReversal(caseId, { reason: reason as ReversalReason, on: on as IsoDate }),
    } satisfies FormPage & Pick<Parameters<typeof answerForm>[0], 'command'>;
  }
}
