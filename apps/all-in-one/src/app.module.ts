import { type DynamicModule, Module } from '@nestjs/common';
import { CouncilNotices, CouncilsModule } from '@ttg/councils';
import { CustodyModule } from '@ttg/custody';
import { HealthModule } from '@ttg/health';
import { HmppsModule } from '@ttg/hmpps';
import { CouncilAnswers, HousingModule } from '@ttg/housing';
import { RelayModule } from '@ttg/messaging';
import { PeopleModule } from '@ttg/people';
import { ApplicationModule, type HowItRuns, type Parts } from '@ttg/process/application.module';
import type { Settings } from '@ttg/process/settings';
import { ReadinessModule } from '@ttg/readiness';
import { SharingModule } from '@ttg/sharing';

const contexts = [PeopleModule, CustodyModule, HousingModule, HealthModule, SharingModule, ReadinessModule];

const parts: Parts = ({ hmpps, councils, kafka }) => {
  // One for both: the relay tells what the gate of this process lets out.
  const toCouncils = CouncilsModule.forRoot(councils, { imports: [HousingModule], taker: CouncilAnswers, kafka });
  return [
    ...[...contexts, toCouncils],
    ...(hmpps ? [HmppsModule.forRoot(hmpps)] : []),
    ...(kafka ? [RelayModule.forRoot(kafka, { imports: [toCouncils], notices: CouncilNotices })] : []),
  ];
};

/** Every context in one process. */
@Module({})
export class AppModule {
  /**
   * @param databaseUrl the migrated database, as the application's role.
   * @param how whether projections and loops run: not in a process that is there for one command.
   */
  static with(settings: Settings, databaseUrl: string, how: HowItRuns = {}): DynamicModule {
    return { module: AppModule, imports: [ApplicationModule.of('all-in-one', parts, settings, databaseUrl, how)] };
  }
}
