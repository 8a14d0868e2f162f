import stopPostgres from '../postgres/global-teardown';

/** Puts away what this run started. */
export default async (): Promise<void> => {
  await stopPostgres();
  if (!globalThis.ttgTestKafka) return;
  await globalThis.ttgTestKafka.stop();
  globalThis.ttgTestKafka = undefined;
  delete process.env.KAFKA_BROKERS;
};
