import 'reflect-metadata';
import { KafkaFedEventStore } from '@ttg/messaging';
import type { HowItRuns } from '@ttg/process/application.module';
import { runService } from '@ttg/process/services/service';
import type { Settings } from '@ttg/process/settings';
import { ReadinessModule } from '@ttg/readiness';
import answers from '../../answers.json';

const how = ({ kafka, readinessFedBy }: Settings): HowItRuns =>
  kafka && readinessFedBy === 'kafka' ? { feed: (store) => new KafkaFedEventStore(store, kafka, 'readiness') } : {};

/** What is still missing before the day: the board, her page, alerts and tasks. */
void runService('readiness', () => [ReadinessModule], answers, how);
