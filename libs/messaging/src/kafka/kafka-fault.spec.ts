import { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs';
import { kafkaFault } from './kafka-fault';

/** As kafkajs gives up, after what went wrong each time. */
const gaveUp = (cause: Error): Error => new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 8, retryTime: 500 });
const tls = (code: string): Error => gaveUp(new KafkaJSConnectionError('broker-7.example said it', { code }));
const protocol = (type: string): Error => new KafkaJSProtocolError(Object.assign(new Error('of a record'), { type }));

describe('what keeps us from Kafka', () => {
  it.each([
    ['a certificate of a CA that nobody knows', tls('SELF_SIGNED_CERT_IN_CHAIN'), 'NODE_EXTRA_CA_CERTS'],
    ['a certificate that is its own CA', tls('DEPTH_ZERO_SELF_SIGNED_CERT'), 'NODE_EXTRA_CA_CERTS'],
    ['a certificate of another host', tls('ERR_TLS_CERT_ALTNAME_INVALID'), 'KAFKA_BROKERS'],
    ['a port without TLS', tls('ERR_SSL_WRONG_VERSION_NUMBER'), 'KAFKA_TLS is on'],
    ['a right that is missing', gaveUp(protocol('GROUP_AUTHORIZATION_FAILED')), 'GROUP_AUTHORIZATION_FAILED'],
    ['a topic that is missing', protocol('UNKNOWN_TOPIC_OR_PARTITION'), 'ttg topics ensure'],
  ])('is said where it is %s, with nothing of where or whose it is', (_, error, named) => {
    expect(kafkaFault(error)).toContain(named);
    expect(kafkaFault(error)).not.toMatch(/broker-7|record/);
  });

  it('is not said where it passes by itself', () => {
    expect(kafkaFault(tls('ECONNREFUSED'))).toBeUndefined();
    expect(kafkaFault(protocol('NOT_LEADER_FOR_PARTITION'))).toBeUndefined();
    expect(kafkaFault('nothing of the kind')).toBeUndefined();
  });
});
