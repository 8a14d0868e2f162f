import { playOnKafka } from './play-on-kafka';
import { servicesEntry } from './deployed';

/** The services with their relay, and readiness fed by Kafka. */
export default (): Promise<void> => playOnKafka(servicesEntry, { READINESS_FED_BY: 'kafka' });
