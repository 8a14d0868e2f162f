import 'reflect-metadata';
import { FeedModule, KafkaFedEventStore } from '@ttg/messaging';
import type { HowItRuns, Parts } from '@ttg/process/application.module';
import { runService } from '@ttg/process/services/service';
import type { Settings } from '@ttg/process/settings';
import { ReadinessModule } from '@ttg/readiness';
import answers from '../../answers.json';

const how = ({ kafka, readinessFedBy }: Settings): HowItRuns =>
  kafka && readinessFedBy === 'kafka' ? { feed: (store) => new KafkaFedEventStore(store, kafka, 'readiness') } : {};

const parts: Parts = ({ readinessFedBy }) => [ReadinessModule, ...(readinessFedBy === 'kafka' ? [FeedModule] : [])];

/** What is still missing before the day: the board, her page, alerts and tasks. */
void runService('readiness', parts, answers, how);
