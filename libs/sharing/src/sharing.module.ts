import { Module } from '@nestjs/common';
import { custodyEvents } from '@ttg/custody/events';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { Agreements } from './agreements/agreements.projection';
import { ShowAgreementsHandler } from './agreements/show-agreements';
import { SharingApi } from './case/api';
import { SharingCases } from './case/sharing-cases';
import { ShowSharingHandler } from './case/show-sharing';
import { DisclosuresApi } from './disclosures/api';
import { RecordDisclosureOfHersHandler } from './disclosures/commands';
import { sharingEvents } from './events';
import { HerAccountApi } from './her-account/api';
import { AddHerAccountHandler, RecordHerDisagreementHandler } from './her-account/commands';
import { InstructionsApi } from './instructions/api';
import {
  InstructNotToShareHandler,
  LiftHerInstructionHandler,
  RecordHerAreasToAvoidHandler,
} from './instructions/commands';
import { ProtectedAddressApi } from './protected-address/api';
import { SetHerProtectedAddressHandler } from './protected-address/commands';
import { ShowProtectedAddressHandler } from './protected-address/show-protected-address';
import { SafeContactApi } from './safe-contact/api';
import { SetHerSafeContactHandler } from './safe-contact/commands';

const handlers = [
  InstructNotToShareHandler,
  LiftHerInstructionHandler,
  RecordHerAreasToAvoidHandler,
  SetHerSafeContactHandler,
  SetHerProtectedAddressHandler,
  AddHerAccountHandler,
  RecordHerDisagreementHandler,
  RecordDisclosureOfHersHandler,
  ShowSharingHandler,
  ShowProtectedAddressHandler,
  ShowAgreementsHandler,
];

/** Her standing instructions, her own account, and all she has agreed to. It knows a case by the events of `custody`. */
@Module({
  imports: [
    EventSourcingModule.forFeature({ events: { ...sharingEvents, ...custodyEvents }, projections: [Agreements] }),
  ],
  controllers: [SharingApi, InstructionsApi, SafeContactApi, ProtectedAddressApi, HerAccountApi, DisclosuresApi],
  providers: [SharingCases, ...handlers],
})
export class SharingModule {}
