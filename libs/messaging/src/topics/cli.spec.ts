import { Logger } from '@nestjs/common';
import { Command } from 'commander';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { KafkaSettings } from '../kafka/kafka-settings';
import { addTopicCommands } from './cli';

Logger.overrideLogger(false);

const run = (kafka: KafkaSettings | undefined, ...words: string[]): Promise<Command> => {
  const program = new Command('ttg').exitOverride();
  addTopicCommands(program, kafka);
  return program.parseAsync(['topics', ...words], { from: 'user' });
};
const away: KafkaSettings = { brokers: ['127.0.0.1:1'], clientId: 'ttg-test', topicPrefix: 'ttg' };

describe('ttg topics', () => {
  it('says which setting it needs, where no Kafka is named', async () => {
    const attempt = run(undefined, 'ensure');
    await expect(attempt).rejects.toThrow(StartFailure);
    await expect(attempt).rejects.toThrow('KAFKA_BROKERS');
  });

  it('says in a sentence that Kafka does not answer', async () => {
    const attempt = run(away, 'ensure');
    await expect(attempt).rejects.toThrow(StartFailure);
    await expect(attempt).rejects.toThrow('127.0.0.1:1');
  });

  it('prints what may be done on Kafka, for the prefix that is set', async () => {
    const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await run({ ...away, topicPrefix: 'leeds' }, 'acls');
    const [script] = printed.mock.calls[0] as [string];
    printed.mockRestore();
    expect(script).toContain("--topic 'leeds.events.v1'");
    expect(script).not.toContain('ttg.events.v1');
  });
});
