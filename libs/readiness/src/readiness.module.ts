import { Module } from '@nestjs/common';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { AlertsApi } from './alerts/api';
import { alertHandlers } from './alerts/handlers';
import { ReadinessStream } from './alerts/readiness-stream';
import { Assessor } from './assessor/assessor';
import { DueCases } from './assessor/due-cases';
import { Settled } from './assessor/settled';
import { AlertLines } from './board/alert-lines';
import { BoardApi } from './board/api';
import { Board } from './board/board.projection';
import { BoardQuery } from './board/board-view';
import { CaseFacts } from './board/case-facts.projection';
import { CasePages } from './board/case-page.query';
import { HiddenWomen } from './board/hidden-women';
import { PostgresBoardQuery } from './board/postgres-board.query';
import { ShownNames } from './board/shown-names';
import { readinessEvents } from './events';
import { ReadinessMeasures } from './figures/readiness-measures';
import { readinessPages } from './pages';
import { TasksApi } from './tasks/api';
import { Timeline } from './timeline/timeline.projection';
import { TimelineQuery } from './timeline/timeline.query';

/** What the pages need. */
const board = { provide: BoardQuery, useClass: PostgresBoardQuery };

@Module({
  imports: [EventSourcingModule.forFeature({ events: readinessEvents, projections: [CaseFacts, Board, Timeline] })],
  controllers: [BoardApi, AlertsApi, TasksApi],
  providers: [
    board,
    ShownNames,
    HiddenWomen,
    AlertLines,
    CasePages,
    TimelineQuery,
    DueCases,
    Settled,
    Assessor,
    ReadinessMeasures,
    ReadinessStream,
    ...alertHandlers,
  ],
  exports: [BoardQuery, Assessor],
})
export class BoardModule {}

/** What is still missing before the day: the board, her page, alerts and tasks. */
@Module({ imports: [BoardModule], controllers: readinessPages })
export class ReadinessModule {}
