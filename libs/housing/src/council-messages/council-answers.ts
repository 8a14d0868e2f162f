import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RequestContext, type Written } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import { problemOf } from '@ttg/web/http/problems/problem-of';
import { v5 } from 'uuid';
import { RecordOnReferral } from '../duty-to-refer/commands';
import { type CouncilMessage, readAnswer } from './read-answer';

/** What became of a message. One that was refused would be refused again: it is put aside with what is wrong with it. */
export type Handled =
  | { readonly outcome: 'recorded'; readonly written: Written }
  | { readonly outcome: 'refused'; readonly status: number; readonly code: string; readonly detail: string };

/** The namespace of correlation ids made of a council's message ids. */
const namespace = '2b0c1d6e-2f0f-4a52-8f0d-6a3a8a2f5b19';

/** What councils' systems say in messages, recorded as the same would be over HTTP: same fields, same deciders, same refusals. */
@Injectable()
export class CouncilAnswers {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Records a message; the same id again records nothing.
   * @param council whose message it is: known by where it came from, never by what it says
   * @throws whatever may pass by itself (a database that is away, a model that is behind): hand it in again, in its turn
   */
  async handle(council: GssCode, message: unknown): Promise<Handled> {
    try {
      const read = await readAnswer(message);
      return { outcome: 'recorded', written: await this.record(council, read) };
    } catch (error) {
      const problem = problemOf(error, { hadIfMatch: false });
      if (!problem || problem.status >= 500) throw error;
      return { outcome: 'refused', status: problem.status, code: problem.code, detail: problem.detail };
    }
  }

  private record(council: GssCode, { id, referralId, answer }: CouncilMessage): Promise<Written> {
    const { decide, on } = answer;
    const scope = {
      actor: { id: `council-messages-${council}`, role: 'council-housing', organisation: council },
      correlationId: v5(`${council}|${id}`, namespace),
      idempotencyScope: `council-messages|${council}|${id}`,
    };
    return RequestContext.run(scope, () => this.commands.execute(new RecordOnReferral(referralId, decide, { on })));
  }
}
