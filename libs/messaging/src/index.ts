export * from './cloud-events/event-message';
export * from './feed/feed.module';
export * from './feed/kafka-fed-event-store';
export * from './kafka/kafka-settings';
export * from './relay/notice-source';
export * from './relay/relay.module';
export * from './relay/relay-status';
export * from './topics/topics';
