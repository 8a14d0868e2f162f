import { randomBytes } from 'node:crypto';
import { Injectable, type Type } from '@nestjs/common';
import { CommandHandler, CqrsModule, type Command, type ICommandHandler } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Account } from '@ttg/access';
import { EventSourcingModule, NotFound, Refusal, type Written } from '@ttg/event-sourcing';
import * as commands from '@ttg/readiness/alerts/commands';
import { type BoardFilters, type BoardPage, BoardQuery, type CasePage } from '@ttg/readiness/board/board-view';
import { readinessPages } from '@ttg/readiness/pages';
import { EdgeModule } from '@ttg/web/http';
import { configurePages, WebPagesModule } from '@ttg/web/pages';
import { configureServer } from '@ttg/web/server';
import { exampleBoard, exampleCase } from './example-board';

/** A board that shows what a test gives it: every state of a page at once, which no one case has. */
@Injectable()
export class GivenBoard extends BoardQuery {
  page: BoardPage = exampleBoard;
  hers: CasePage = exampleCase;
  asked: { viewer: Account; filters: BoardFilters } | undefined;
  failure: Error | undefined;

  async board(viewer: Account, filters: BoardFilters): Promise<BoardPage> {
    if (this.failure) throw this.failure;
    this.asked = { viewer, filters };
    return this.page;
  }

  async casePage(_viewer: Account, caseId: string): Promise<CasePage> {
    if (caseId !== this.hers.caseId) throw new NotFound('case');
    return this.hers;
  }
}

export class InThePast extends Refusal {
  readonly code = 'in-the-past';
  override readonly field = 'by';
}

/** What the forms led to, and what is refused. */
@Injectable()
export class GivenAnswers {
  readonly carriedOut: Command<Written>[] = [];
  refusal: Error | undefined;

  async carryOut(command: Command<Written>): Promise<Written> {
    if (this.refusal) throw this.refusal;
    this.carriedOut.push(command);
    return { stream: 'readiness-example', revision: this.carriedOut.length, alreadyWritten: false };
  }
}

const keys = { masterKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') };

/** The pages on the real edge; what they show and what becomes of a command is the test's. */
export const startPagesApp = async (databaseUrl: string, { demo = true } = {}): Promise<NestExpressApplication> => {
  const testing = await Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      EventSourcingModule.forRoot({ databaseUrl, keys, background: false }),
      EdgeModule.forRoot({ demo }),
      WebPagesModule.forRoot({ demo }),
    ],
    controllers: readinessPages,
    providers: [
      GivenBoard,
      GivenAnswers,
      { provide: BoardQuery, useExisting: GivenBoard },
      ...Object.values(commands).map(handlerOf),
    ],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureServer(app);
  configurePages(app, { demo });
  return app.init();
};

const handlerOf = (command: Type<Command<Written>>): Type<ICommandHandler<Command<Written>>> => {
  @CommandHandler(command)
  class GivenHandler implements ICommandHandler<Command<Written>> {
    constructor(private readonly answers: GivenAnswers) {}

    execute(asked: Command<Written>): Promise<Written> {
      return this.answers.carryOut(asked);
    }
  }
  Object.defineProperty(GivenHandler, 'name', { value: `Given${command.name}Handler` });
  return GivenHandler;
};
