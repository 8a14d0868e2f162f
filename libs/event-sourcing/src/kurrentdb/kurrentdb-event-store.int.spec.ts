import { canStandBefore, gateBefore } from '../../../../test/doubles/kurrentdb/gate-before';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import {
  eventStoreContract,
  eventStoreContractInQuiet,
  type StoreUnderTest,
  type StoreWithFaults,
} from '../../contract/event-store.contract';
import { KurrentDbEventStore } from './kurrentdb-event-store';

const megabytes = 8 * 1_024 * 1_024;

/** How late an append may be where it is to be late. Milliseconds. */
const latest = 4;

const storesOn = (connectionString: string, ofOther = connectionString): StoreUnderTest => {
  const store = new KurrentDbEventStore({ connectionString });
  const other = new KurrentDbEventStore({ connectionString: ofOther });
  return {
    store,
    other,
    idsUniqueIn: 'stream',
    close: async () => {
      await Promise.all([store.close(), other.close()]);
    },
  };
};

const onDouble = async (): Promise<StoreWithFaults> => {
  const double = await KurrentDbDouble.start({ maxAppendSize: megabytes });
  const stores = storesOn(double.connectionString);
  return {
    ...stores,
    interrupt: async () => double.gate.breakAll(),
    delayCommits: async () => {
      double.commitsLateMs = latest;
      return async () => {
        double.commitsLateMs = 0;
      };
    },
    close: async () => {
      await stores.close();
      await double.stop();
    },
  };
};

/**
 * A live server: what stands before it breaks connections, and brings requests late to it and answers late back. Each store has a gate
 * of its own, for clients of one address share a connection, and what one connection carries stays in its order.
 */
const behindGates = async (server: string): Promise<StoreWithFaults> => {
  const [first, second] = [await gateBefore(server), await gateBefore(server)];
  const gates = [first.gate, second.gate];
  const stores = storesOn(first.connectionString, second.connectionString);
  const delay = (latestMs: number): void => {
    for (const gate of gates) gate.delay(latestMs);
  };
  return {
    ...stores,
    interrupt: async () => gates.reduce((broken, gate) => broken + gate.breakAll(), 0),
    delayCommits: async () => {
      delay(latest);
      return async () => delay(0);
    },
    close: async () => {
      await stores.close();
      for (const gate of gates) await gate.close();
    },
  };
};

/** A live server takes the place of the double (docker-compose.yml has one). */
const live = process.env.KURRENTDB_URL;

if (live === undefined) eventStoreContract('KurrentDB, as a double,', onDouble);
else if (canStandBefore(live)) eventStoreContract('KurrentDB', () => behindGates(live));
else eventStoreContractInQuiet('KurrentDB', async () => storesOn(live));
