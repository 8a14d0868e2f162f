import { randomUUID } from 'node:crypto';
import {
  defineEvent,
  type DomainEvent,
  EventCodec,
  EventRegistry,
  type EventMetadata,
  type IsoDate,
  type KeySettings,
  openIndexKey,
  openMasterKeys,
  Personal,
  PostgresVault,
  SealingCodec,
} from '@ttg/event-sourcing';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { alertAcknowledged } from '@ttg/readiness/events';
import { v7 } from 'uuid';
import { newStream, sampleEvent } from './sample-event';
import { takeTurns } from './take-turns';

export type Sealing = 'sealed' | 'in clear';

/** Women who are known already, and so have their keys. */
const women = 1_000;

/** The same event, of a dictionary that seals nothing. */
const acknowledgedInClear = defineEvent<object>()(alertAcknowledged.type);

const willDo = 'Ring the council again in the morning.';
const alert = {
  alertId: 'c64a6c14-a945-5fef-8b72-3159311f8525',
  caseId: '4b5f2d0e-2b0f-4d6c-8c3e-5b0c4f6d9a11',
  rule: 'G14',
  subject: 'home:2027-03-05',
  by: '2027-03-09' as IsoDate,
} as const;

const about = (personId: string): EventMetadata => ({ ...sampleEvent().metadata, personId });

/**
 * The event that is sealed most often. Of the events of a simulated cohort one in four holds a sealed field, of these four in five
 * hold one, and an acknowledged alert is twice as frequent as the next of them.
 */
const events = {
  sealed: { definition: alertAcknowledged, make: () => alertAcknowledged({ ...alert, willDo: Personal.of(willDo) }) },
  'in clear': { definition: acknowledgedInClear, make: () => acknowledgedInClear({ ...alert, willDo }) },
} satisfies Record<Sealing, { definition: unknown; make: () => DomainEvent }>;

const main = async ([url = '']: readonly string[]): Promise<void> => {
  const pool = openPool(url);
  const store = new PostgresEventStore(pool);
  const keys = JSON.parse(process.env.BENCH_KEYS ?? '{}') as KeySettings;
  const vault = await PostgresVault.open(pool, { masterKeys: openMasterKeys(keys), indexKey: openIndexKey(keys) });
  const people = Array.from({ length: women }, () => randomUUID());
  const anyone = (): string => people[Math.floor(Math.random() * people.length)] ?? '';
  const writing = (sealing: Sealing): { codec: EventCodec; append: () => Promise<number> } => {
    const { definition, make } = events[sealing];
    const registry = new EventRegistry();
    registry.add({ definition });
    const codec = new SealingCodec(registry, vault);
    const append = async (): Promise<number> => {
      const encoded = await codec.encode([{ event: make(), id: v7(), metadata: about(anyone()) }]);
      await store.append(newStream(), encoded, 'no-stream');
      return 1;
    };
    return { codec, append };
  };
  const works = { sealed: writing('sealed'), 'in clear': writing('in clear') };
  // Their keys are made here, so that none is while it is measured.
  await works.sealed.codec.encode(
    people.map((personId) => ({ event: events.sealed.make(), id: v7(), metadata: about(personId) })),
  );
  takeTurns(
    ({ work }) => works[work as Sealing].append,
    () => {
      store.close();
      void pool.end();
    },
  );
};

void main(process.argv.slice(2));
