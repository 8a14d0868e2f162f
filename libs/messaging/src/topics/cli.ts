import { type Command, InvalidArgumentError } from 'commander';
import { print } from '@ttg/event-sourcing/cli/output';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { kafkaErrorClass } from '../kafka/kafka-error';
import { kafkaFault } from '../kafka/kafka-fault';
import type { KafkaSettings } from '../kafka/kafka-settings';
import { openKafka } from '../kafka/open-kafka';
import { aclScript } from './acls';
import { type EnsuredTopics, ensureTopics } from './ensure-topics';
import { topicsOf } from './topics';

/** `topics ensure` and `topics acls`. @param kafka where it is; nothing where no Kafka is named */
export const addTopicCommands = (program: Command, kafka: KafkaSettings | undefined): void => {
  const topics = program.command('topics').description('the topics on Kafka');
  topics
    .command('ensure')
    .description('make the topics that are missing and give the others their settings; can be repeated at any time')
    .option('--replication <brokers>', 'how many brokers keep each new topic: 3, or as many as there are', wholeNumber)
    .option('--json', 'print JSON')
    .action(async ({ replication, json }: { replication?: number; json?: boolean }) => {
      const ensured = await ensure(kafka, replication);
      print(ensured, json, ensuredLines);
      if (ensured.otherwisePartitioned.length > 0) process.exitCode = 1;
    });
  topics
    .command('acls')
    .description('print what each service and each council needs to be allowed, as commands for kafka-acls.sh')
    .action(() => console.log(aclScript(kafka?.topicPrefix ?? 'ttg')));
};

const ensure = async (kafka: KafkaSettings | undefined, replication?: number): Promise<EnsuredTopics> => {
  if (!kafka) throw new StartFailure('No Kafka is named: set KAFKA_BROKERS to its brokers, host:port, with commas.');
  try {
    return await ensureTopics(openKafka(kafka), topicsOf(kafka.topicPrefix), { replication });
  } catch (error) {
    throw new StartFailure(
      `The topics could not be made on ${kafka.brokers.join(', ')}: ${kafkaFault(error) ?? `${kafkaErrorClass(error)}.`} What was made stays; repeat it.`,
      { cause: error },
    );
  }
};

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
};

const ensuredLines = ({ created, changed, unchanged, replication, otherwisePartitioned }: EnsuredTopics): string[] => [
  created.length === 0
    ? 'No topic was missing.'
    : `${created.length} topics were made, each on ${replication} ${replication === 1 ? 'broker' : 'brokers'}.`,
  `${changed.length} were given their settings, ${unchanged} had them.`,
  ...otherwisePartitioned.map(
    ({ name, has, wants }) =>
      `${name} has ${has} partitions and should have ${wants}: that cannot be changed without losing the order of cases. Make a new topic.`,
  ),
];
