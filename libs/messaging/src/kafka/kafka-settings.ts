/** Where Kafka is, and who we are there. */
export interface KafkaSettings {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  /** How this program calls itself in the broker's log and quotas. */
  readonly clientId: string;
  readonly tls?: boolean;
  /** SCRAM-SHA-512: the principal that `ttg topics acls` speaks of. */
  readonly user?: { readonly name: string; readonly password: string };
  /** What the names of all topics begin with, so that two installations can share a cluster. */
  readonly topicPrefix: string;
}

export const kafkaSettings = Symbol('kafka settings');
