import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { KafkaFedEventStore, type KafkaSettings } from '@ttg/messaging';
import { openProcess } from '../projections/process';
import { Tally } from '../projections/tally';

/** What a process is told that runs the tally, fed by Kafka. */
export interface FedErrand {
  readonly databaseUrl: string;
  readonly settings: KafkaSettings;
  /** An amount that it cannot take. */
  readonly poison: number;
}

const carryOut = async ({ databaseUrl, settings, poison }: FedErrand): Promise<void> => {
  const tally = new Tally();
  tally.poison.add(poison);
  const feed = {
    feed: (store: ConstructorParameters<typeof KafkaFedEventStore>[0]) =>
      new KafkaFedEventStore(store, settings, 'tally'),
  };
  const ours = await openProcess(databaseUrl, [tally], feed);
  await ours.runner.start();
  console.log('started');
};

Logger.overrideLogger(false);
void carryOut(JSON.parse(process.argv[2] ?? '') as FedErrand);
