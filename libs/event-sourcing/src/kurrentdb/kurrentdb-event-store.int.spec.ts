import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { eventStoreContract } from '../../contract/event-store.contract';
import { KurrentDbEventStore } from './kurrentdb-event-store';

const megabytes = 8 * 1_024 * 1_024;

/** A live server takes the place of the double, and the contract stays as it is (docker-compose.yml has one). */
const live = process.env.KURRENTDB_URL;

eventStoreContract(live ? 'KurrentDB' : 'KurrentDB, as a double,', async () => {
  const double = live ? undefined : await KurrentDbDouble.start({ maxAppendSize: megabytes });
  const connectionString = double?.connectionString ?? live ?? '';
  const [store, other] = [new KurrentDbEventStore({ connectionString }), new KurrentDbEventStore({ connectionString })];
  const faults = double && {
    interrupt: async () => double.breakConnections(),
    delayCommits: async () => {
      double.commitsLateMs = 4;
      return async () => {
        double.commitsLateMs = 0;
      };
    },
  };
  return {
    store,
    other,
    idsUniqueIn: 'stream',
    ...faults,
    close: async () => {
      await Promise.all([store.close(), other.close()]);
      await double?.stop();
    },
  };
});
