import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Global, Injectable, Module, Param, Post, Query } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import {
  defineEvent,
  erased,
  EventStore,
  type EventIn,
  EventSourcingModule,
  NotFound,
  Personal,
  Projection,
  ReadModels,
  type Recorded,
  Refusal,
  RequestContext,
  Streams,
  type Tables,
  Vault,
} from '@ttg/event-sourcing';
import type { Account } from '@ttg/access';
import {
  ApiWrite,
  current,
  CurrentAccount,
  EdgeModule,
  ErrorPages,
  IfMatch,
  IsCalendarDate,
  IsGssCode,
  IsListOf,
  IsNhsNumber,
  IsOneOf,
  IsPlainText,
  IsPrisonId,
  IsPrisonNumber,
  type Problem,
  Public,
  ReadsOnly,
  Roles,
  UuidPipe,
  WaitsFor,
  written,
  type WrittenAnswer,
  writtenThenSee,
} from '@ttg/web/http';
import { configureServer } from '@ttg/web/server';
import { IsInt, IsOptional } from 'class-validator';
import type { Request, Response } from 'express';

const noteEvents = {
  noteWritten: defineEvent<{ noteId: string; kind: string; text: Personal<string> }>()('notes.note-written', {
    sealed: { text: 'her-words' },
  }),
};

class NoteClosed extends Refusal {
  readonly code = 'note-closed';
  override readonly field = 'kind';
}

/** How many notes there are, and whether a closing one is among them. */
const notes = {
  initial: { count: 0, closed: false },
  evolve: (state: { count: number; closed: boolean }, { data }: EventIn<typeof noteEvents>) => ({
    count: state.count + 1,
    closed: state.closed || data.kind === 'closing',
  }),
};

class Medicine {
  @IsPlainText({ max: 20 }) readonly name!: string;
  @IsInt() readonly days!: number;
}

class WriteNote {
  @IsOneOf(['plain', 'closing', 'failing', 'values']) readonly kind!: string;
  @IsPlainText({ max: 1000 }) readonly text!: string;
  @IsOptional() @IsCalendarDate() readonly on?: string;
  @IsOptional() @IsPrisonNumber() readonly prisonNumber?: string;
  @IsOptional() @IsNhsNumber() readonly nhsNumber?: string;
  @IsOptional() @IsPrisonId() readonly prison?: string;
  @IsOptional() @IsGssCode({ each: true }) readonly councils?: string[];
  @IsOptional() @IsListOf(() => Medicine) readonly medicines?: Medicine[];
}

class Search {
  @IsOptional() @IsPlainText() readonly kind?: string;
}

@Injectable()
class NoteList extends Projection<EventIn<typeof noteEvents>> {
  readonly name = 'readiness.notes';
  readonly version = 1;
  readonly schema = 'create table notes (note_id uuid not null, text jsonb not null)';
  readonly handles = Object.values(noteEvents);

  async apply(events: readonly Recorded<EventIn<typeof noteEvents>>[], tables: Tables): Promise<void> {
    for (const { data } of events) {
      await tables.query('insert into notes values ($1, $2)', [data.noteId, JSON.stringify(data.text)]);
    }
  }
}

/** Lets a test hold a request back, and look at how often handlers ran. */
@Injectable()
export class Gate {
  ran = 0;
  open: Promise<void> = Promise.resolve();
}

@Controller('api/v1/notes')
class NotesApi {
  constructor(
    private readonly streams: Streams,
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
    private readonly gate: Gate,
  ) {}

  @Post()
  @ApiWrite()
  @Roles('prison-resettlement')
  async first(@Body() body: WriteNote): Promise<WrittenAnswer> {
    const noteId = RequestContext.newId('note');
    const result = await this.write(noteId, body);
    if (body.kind === 'values') return { text: body.text } as never;
    return written(result, { noteId }, { location: `/api/v1/notes/${noteId}` });
  }

  @Post(':noteId/more')
  async more(
    @Param('noteId', UuidPipe) noteId: string,
    @Body() body: WriteNote,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.write(noteId, body, expected), { noteId });
  }

  @Get()
  @WaitsFor('readiness.notes')
  async list(@Query() _search: Search): Promise<string[]> {
    return this.texts();
  }

  @Get('never')
  @WaitsFor('readiness.nobody-runs-this')
  never(): string[] {
    return [];
  }

  @Post('search')
  @ReadsOnly()
  async search(): Promise<string[]> {
    return this.texts();
  }

  @Get('me')
  me(@CurrentAccount() account: Account): Account {
    return account;
  }

  @Get(':noteId')
  async show(@Param('noteId', UuidPipe) noteId: string) {
    const { state, revision } = await this.streams.load(notes, `note-${noteId}`);
    if (revision === undefined) throw new NotFound('note');
    return current(state, { revision });
  }

  private async texts(): Promise<string[]> {
    const rows = await this.readModels.query<{ text: never }>('select text from readiness.notes');
    const opened = await this.vault.openAll(rows.map(({ text }) => Personal.fromReadModel<string>(text)));
    return opened.map((text) => (text === erased ? 'erased' : text));
  }

  private async write(noteId: string, { kind, text }: WriteNote, expected?: number) {
    this.gate.ran += 1;
    await this.gate.open;
    const decision = ({ closed }: { closed: boolean }) => {
      if (closed) throw new NoteClosed('This note is closed. Start a new one.');
      return noteEvents.noteWritten({ noteId, kind, text: Personal.of(text) });
    };
    const result = await this.streams.decide(notes, `note-${noteId}`, decision, {
      about: { personId: noteId },
      expected,
    });
    if (kind === 'failing') throw new Error(`a fault after writing ${text}`);
    return result;
  }
}

@Controller()
class NotesPages {
  constructor(private readonly store: EventStore) {}

  @Get('notes')
  page(): string {
    return '<p>notes</p>';
  }

  @Post('notes')
  async send(@Body() { kind }: Search): Promise<WrittenAnswer | string> {
    if (kind === 'wrong') return '<p>form again</p>';
    const position = await this.store.lastPosition();
    return writtenThenSee({ stream: 'note', revision: 0, position, alreadyWritten: false }, '/notes?tab=1#latest');
  }

  @Public()
  @Get('open')
  open(): string {
    return 'anybody';
  }

  @Public()
  @Get('broken')
  broken(): never {
    throw new Error('secret of hers');
  }
}

@Injectable()
class PlainErrorPages extends ErrorPages {
  render(problem: Problem, correlationId: string, _request: Request, response: Response): void {
    response.type('html').send(`<h1>${problem.title}</h1><p>${correlationId}</p>`);
  }
}

@Global()
@Module({ providers: [{ provide: ErrorPages, useClass: PlainErrorPages }], exports: [ErrorPages] })
class ErrorPagesModule {}

@Module({
  imports: [EventSourcingModule.forFeature({ events: noteEvents, projections: [NoteList] })],
  controllers: [NotesApi, NotesPages],
  providers: [Gate],
})
class NotesModule {}

const keys = { masterKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') };

/** A small service with one context, to test the edge with: all of it is real but the context. */
export const startNotesApp = async (databaseUrl: string, demo = true): Promise<NestExpressApplication> => {
  const module = await Test.createTestingModule({
    imports: [
      EventSourcingModule.forRoot({ databaseUrl, keys, background: true }),
      EdgeModule.forRoot({ demo }),
      ErrorPagesModule,
      NotesModule,
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureServer(app);
  return app.init();
};
