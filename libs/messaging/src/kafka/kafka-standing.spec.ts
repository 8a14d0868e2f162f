import { Logger } from '@nestjs/common';
import { KafkaJSConnectionError, KafkaJSProtocolError } from 'kafkajs';
import { KafkaStanding } from './kafka-standing';

const away = new KafkaJSConnectionError('broker-7.example', { code: 'ECONNREFUSED' });
const refused = new KafkaJSProtocolError(Object.assign(new Error(), { type: 'TOPIC_AUTHORIZATION_FAILED' }));

describe('that Kafka does not take us', () => {
  let said: string[];
  let standing: KafkaStanding;

  beforeEach(() => {
    said = [];
    const logger = new Logger();
    jest.spyOn(logger, 'warn').mockImplementation((sentence: string) => void said.push(sentence));
    standing = new KafkaStanding(logger);
  });

  it('is said once for each reason, and once when it is over', () => {
    for (const error of [away, away, refused, refused]) standing.failed(error, 'All waits.');
    for (const now of ['all goes on.', 'all goes on.']) standing.well(now);
    expect(said).toEqual([
      'Kafka does not answer. All waits. (KafkaJSConnectionError)',
      expect.stringContaining('TOPIC_AUTHORIZATION_FAILED'),
      'Kafka is back: all goes on.',
    ]);
  });

  it('can be asked for as long as it lasts', () => {
    expect(standing.why).toBeUndefined();
    standing.failed(away, 'All waits.');
    expect(standing.why).toBe('Kafka does not answer.');
    standing.well('all goes on.');
    expect(standing.why).toBeUndefined();
  });
});
