import { Module } from '@nestjs/common';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { CasesProjection } from './cases/cases.projection';
import { HealthCases } from './cases/health-cases';
import { healthEvents } from './events';
import { RecordGpRegistrationHandler } from './gp-registration/commands';
import { GpRegistrationApi } from './gp-registration/gp-registration.api';
import { ShowGpRegistrationHandler } from './gp-registration/show-gp-registration';
import { HealthCaseApi } from './her-case/api';
import { HerHealth } from './her-health';
import { RecordMedicinesHandler } from './medication-handover/commands';
import { ContactsApi } from './medication-handover/contacts.api';
import { MedicinesApi } from './medication-handover/medicines.api';
import { PrescriptionsApi } from './medication-handover/prescriptions.api';
import { ShowMedicinesHandler } from './medication-handover/show-medicines';

/** Her practice outside, and her medicines until somebody there can prescribe. */
@Module({
  imports: [EventSourcingModule.forFeature({ events: healthEvents, projections: [CasesProjection] })],
  controllers: [GpRegistrationApi, MedicinesApi, PrescriptionsApi, ContactsApi, HealthCaseApi],
  providers: [
    HealthCases,
    HerHealth,
    RecordGpRegistrationHandler,
    ShowGpRegistrationHandler,
    RecordMedicinesHandler,
    ShowMedicinesHandler,
  ],
})
export class HealthModule {}
