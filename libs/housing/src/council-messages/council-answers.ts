import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventIdTaken, RequestContext, WrongExpectedRevision, type Written } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import type { FieldError } from '@ttg/web/http';
import { problemOf } from '@ttg/web/http/problems/problem-of';
import { traceOf } from '@ttg/web/http/request/edge';
import { v5 } from 'uuid';
import { RecordOnReferral } from '../duty-to-refer/commands';
import { type CouncilMessage, readAnswer } from './read-answer';

/** What became of a message. One that was refused would be refused again: it is put aside with what is wrong with it. */
export type Handled =
  | { readonly outcome: 'recorded'; readonly written: Written }
  | {
      readonly outcome: 'refused';
      readonly status: number;
      readonly code: string;
      readonly detail: string;
      /** The fields to mend, where it is they. Never a value. */
      readonly errors: readonly FieldError[];
    };

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
      // Others came first: over HTTP the caller would try again, and so does whoever hands this in.
      if (error instanceof WrongExpectedRevision || error instanceof EventIdTaken) throw error;
      const problem = problemOf(error, { hadIfMatch: false });
      if (!problem || problem.status >= 500) throw error;
      const { status, code, detail, errors } = problem;
      return { outcome: 'refused', status, code, detail, errors };
    }
  }

  private record(council: GssCode, { id, referralId, answer, traceparent }: CouncilMessage): Promise<Written> {
    const { decide, on } = answer;
    const trace = traceOf(traceparent);
    const scope = {
      actor: { id: `council-messages-${council}`, role: 'council-housing', organisation: council },
      // The council's trace goes on here, as it does over HTTP.
      correlationId: trace ?? v5(`${council}|${id}`, namespace),
      ...(trace !== undefined && { step: traceparent }),
      idempotencyScope: `council-messages|${council}|${id}`,
    };
    return RequestContext.run(scope, () => this.commands.execute(new RecordOnReferral(referralId, decide, { on })));
  }
}
