import { Module } from '@nestjs/common';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { AgreementsProjection } from './agreements/agreements.projection';
import { ListAgreementsHandler } from './agreements/list-agreements';
import { CasesProjection } from './cases/cases.projection';
import { SharingCases } from './cases/sharing-cases';
import { sharingEvents } from './events';
import { HerAccountApi } from './her-account/api';
import { DisagreeHandler } from './her-account/disagree';
import { InstructionsApi } from './instructions/api';
import { RecordApi } from './record/api';
import { RecordForHerHandler } from './record/record-for-her';
import { SharingRecords } from './record/sharing-records';
import { ShowRecordHandler } from './record/show-record';
import { SafeContactApi } from './safe-contact/api';

/** Her standing instructions: who may know what, how she can be reached, and her own account. */
@Module({
  imports: [
    EventSourcingModule.forFeature({ events: sharingEvents, projections: [CasesProjection, AgreementsProjection] }),
  ],
  controllers: [RecordApi, InstructionsApi, SafeContactApi, HerAccountApi],
  providers: [
    SharingCases,
    SharingRecords,
    RecordForHerHandler,
    DisagreeHandler,
    ShowRecordHandler,
    ListAgreementsHandler,
  ],
})
export class SharingModule {}
