import { held } from './global-setup';
import { kafka } from './on-kafka-setup';

export default async (): Promise<void> => {
  await held.ttgServices?.remove();
  await kafka.ttgKafkaOfServices?.stop();
};
