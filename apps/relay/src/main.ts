import 'reflect-metadata';
import { CouncilNotices, CouncilsModule } from '@ttg/councils';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { RelayModule } from '@ttg/messaging';
import type { Parts } from '@ttg/process/application.module';
import { runService } from '@ttg/process/services/service';
import answers from '../../answers.json';

/** What is in the store, to Kafka; and to councils what the gate lets out. */
const parts: Parts = ({ kafka, councils }) => {
  if (!kafka) throw new StartFailure('KAFKA_BROKERS is not set. The relay publishes there: host:port, one or more.');
  const toCouncils = { imports: [CouncilsModule.forRelay(councils)], notices: CouncilNotices };
  return [RelayModule.forRoot(kafka, toCouncils)];
};

void runService('relay', parts, answers);
