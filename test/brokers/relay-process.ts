import 'reflect-metadata';
import type { KafkaSettings } from '@ttg/messaging';
import { openRelay } from './relay-bed';

/** A relay as a process of its own, to be killed. Its one argument is JSON: where the database and Kafka are. */
const { databaseUrl, settings } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly databaseUrl: string;
  readonly settings: KafkaSettings;
};
openRelay(databaseUrl, settings).start();
console.log('started');
