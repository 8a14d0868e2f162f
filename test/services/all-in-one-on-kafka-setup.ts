import { entry } from '../support/build';
import { playOnKafka } from './play-on-kafka';

/** Every context in one process, which publishes beside them and reads what councils answer. */
export default (): Promise<void> => playOnKafka(entry);
