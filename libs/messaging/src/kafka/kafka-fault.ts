import { OtherwisePartitioned } from '../topics/partitioning';
import { causesOf } from './kafka-error';

/**
 * What keeps us from Kafka, where somebody must do something about it.
 * @returns a sentence that says what, and no more than anybody may read: neither hosts nor users nor what kafkajs said.
 */
export const kafkaFault = (error: unknown): string | undefined => {
  for (const cause of causesOf(error)) {
    if (cause instanceof OtherwisePartitioned) return cause.message;
    const sentence =
      byName[cause.name] ?? sentenceOf('type' in cause ? cause.type : undefined) ?? byCode[codeOf(cause)];
    if (sentence !== undefined) return sentence;
  }
  return undefined;
};

const sentenceOf = (type: unknown): string | undefined => {
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return 'A topic is missing, or may not be seen: ttg topics ensure.';
  if (typeof type !== 'string' || !type.endsWith('_AUTHORIZATION_FAILED')) return undefined;
  return `Kafka does not allow this to the user (${type}): ttg topics acls says what to allow.`;
};

/** By the name of the error. */
const byName: Readonly<Record<string, string>> = {
  KafkaJSSASLAuthenticationError:
    'Kafka does not know the user, or not with this password: see KAFKA_USER and KAFKA_PASSWORD.',
  // kafkajs forgets why: it may pass by itself, where Kafka has just started.
  KafkaJSGroupCoordinatorNotFound:
    'Kafka does not coordinate for the user: it is starting, or does not allow it: ttg topics acls says what to allow.',
};

const untrusted =
  'The certificate of Kafka is signed by nobody who is trusted here: name a file with its CA in NODE_EXTRA_CA_CERTS.';
const noTls = 'Kafka does not speak TLS at this port, and KAFKA_TLS is on.';

/** By the code of Node's TLS. */
const byCode: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: 'The certificate of Kafka has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of Kafka is for other hosts than KAFKA_BROKERS names.',
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  EPROTO: noTls,
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
