import { Module } from '@nestjs/common';
import { ClosedCases, EventSourcingModule } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { CaseListApi } from './case-list/api';
import { Cases } from './case-list/cases.projection';
import { ListCasesHandler } from './case-list/list-cases';
import { CaseApi } from './case/api';
import { CustodyCases } from './case/custody-cases';
import { ShowCaseHandler } from './case/show-case';
import { ClosingApi } from './closing/api';
import { ClosedCustodyCases } from './closing/closed-cases';
import { CloseCustodyCaseHandler, ReopenCustodyCaseHandler } from './closing/commands';
import { custodyEvents } from './events';
import { LegalStatusApi } from './legal-status/api';
import * as legalStatus from './legal-status/commands';
import { MovesApi } from './moves/api';
import { MoveToPrisonHandler } from './moves/commands';
import { ReceptionApi } from './reception/api';
import { CaseOpening } from './reception/case-opening';
import { OpenCaseForHandler } from './reception/commands';
import { ReleaseDateApi } from './release-dates/api';
import { RecordReleaseDateHandler, WithdrawDateHandler } from './release-dates/commands';
import { ReleaseDayApi } from './release-day/api';
import { ArrangeForReleaseDayHandler, RecordFallingThroughHandler } from './release-day/commands';
import { ReleaseReversalApi } from './release-reversal/api';
import { RecordReleaseReversalHandler } from './release-reversal/commands';
import { ReleaseReversalPages } from './release-reversal/pages';
import { FindReleaseToReverseHandler } from './release-reversal/release-to-reverse';
import { ReleaseApi } from './release/api';
import { RecordContactAfterReleaseHandler, RecordReleaseHandler } from './release/commands';
import { ReturnApi } from './return/api';
import { RecordReturnHandler } from './return/commands';
import { ScreeningApi } from './screening/api';
import { CompleteScreeningHandler, RepeatScreeningHandler } from './screening/commands';

const handlers = [
  OpenCaseForHandler,
  RecordReturnHandler,
  CompleteScreeningHandler,
  RepeatScreeningHandler,
  legalStatus.ChangeCustodyStatusHandler,
  legalStatus.RecordSentenceHandler,
  legalStatus.ListCourtHearingHandler,
  legalStatus.StartImmigrationHoldHandler,
  legalStatus.EndImmigrationHoldHandler,
  RecordReleaseDateHandler,
  WithdrawDateHandler,
  MoveToPrisonHandler,
  RecordReleaseHandler,
  RecordContactAfterReleaseHandler,
  RecordReleaseReversalHandler,
  ArrangeForReleaseDayHandler,
  RecordFallingThroughHandler,
  CloseCustodyCaseHandler,
  ReopenCustodyCaseHandler,
  ShowCaseHandler,
  ListCasesHandler,
  FindReleaseToReverseHandler,
];

/** Reception, screening, dates, moves, release, return. It knows a woman by the events of `people`. */
@Module({
  imports: [EventSourcingModule.forFeature({ events: { ...custodyEvents, ...peopleEvents }, projections: [Cases] })],
  controllers: [
    CaseListApi,
    ReceptionApi,
    CaseApi,
    ScreeningApi,
    LegalStatusApi,
    ReleaseDateApi,
    MovesApi,
    ReleaseApi,
    ReleaseReversalApi,
    ReleaseReversalPages,
    ReleaseDayApi,
    ReturnApi,
    ClosingApi,
  ],
  providers: [CustodyCases, CaseOpening, { provide: ClosedCases, useClass: ClosedCustodyCases }, ...handlers],
})
export class CustodyModule {}
