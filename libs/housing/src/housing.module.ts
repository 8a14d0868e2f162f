import { Module } from '@nestjs/common';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { RecordAccommodationHandler } from './accommodation/commands';
import { HerAccommodation } from './accommodation/her-accommodation';
import { PlacementsApi } from './accommodation/placements.api';
import { PlacesApi } from './accommodation/places.api';
import { TenancyApi } from './accommodation/tenancy.api';
import { CarryOver } from './carry-over/carry-over';
import { CasesProjection } from './cases/cases.projection';
import { HousingCases } from './cases/housing-cases';
import { Certainty } from './certainty';
import { CouncilAnswers } from './council-messages/council-answers';
import { BeginReferralHandler, RecordOnReferralHandler } from './duty-to-refer/commands';
import { CouncilApi } from './duty-to-refer/council.api';
import { LivePlace } from './duty-to-refer/live-place';
import { PreparingApi } from './duty-to-refer/preparing.api';
import { ReadingApi } from './duty-to-refer/reading.api';
import { Referrals } from './duty-to-refer/referrals';
import { SendReferralHandler } from './duty-to-refer/send-referral';
import { ShowReferralHandler } from './duty-to-refer/show-referral';
import { housingEvents } from './events';
import { HousingCaseApi } from './her-case/api';
import { ShowHousingHandler } from './her-case/show-case';
import { Instructions } from './instructions/her-instructions';
import { InstructionsProjection } from './instructions/instructions.projection';
import { ListReferralsHandler } from './referral-inbox/list-referrals';
import { ReferralInbox } from './referral-inbox/referral-inbox.projection';

/** Where she lived and will live, and the duty to refer. */
@Module({
  imports: [
    EventSourcingModule.forFeature({
      events: housingEvents,
      projections: [CasesProjection, InstructionsProjection, ReferralInbox],
    }),
  ],
  controllers: [PreparingApi, CouncilApi, ReadingApi, PlacesApi, TenancyApi, PlacementsApi, HousingCaseApi],
  providers: [
    HousingCases,
    Certainty,
    Instructions,
    Referrals,
    LivePlace,
    HerAccommodation,
    CarryOver,
    CouncilAnswers,
    BeginReferralHandler,
    RecordOnReferralHandler,
    SendReferralHandler,
    ShowReferralHandler,
    ListReferralsHandler,
    RecordAccommodationHandler,
    ShowHousingHandler,
  ],
  exports: [CouncilAnswers],
})
export class HousingModule {}
