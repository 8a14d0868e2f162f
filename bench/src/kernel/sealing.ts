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
import { alertAcknowledged } from '@ttg/readiness/events';
import { v7 } from 'uuid';
import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { type Contestants, slices, turnOf, writers } from './contestants';
import { newStream, sampleEvent } from './sample-event';

/** Women who are known already, and so have their keys. */
const women = 1_000;

/** The same event, of a dictionary that seals nothing. */
const acknowledgedInClear = defineEvent<object>()(alertAcknowledged.type);

/**
 * The event that is sealed most often. Of the events of a simulated cohort one in four holds a sealed field, of these four in five
 * hold one, and an acknowledged alert is twice as frequent as the next of them.
 */
export const sealing = async ({ store, url, scale }: Contestants, keys: KeySettings): Promise<Contest> => {
  const pool = openPool(url);
  const vault = await PostgresVault.open(pool, { masterKeys: openMasterKeys(keys), indexKey: openIndexKey(keys) });
  const codecOf = (definition: typeof acknowledgedInClear | typeof alertAcknowledged): EventCodec => {
    const registry = new EventRegistry();
    registry.add({ definition });
    return new SealingCodec(registry, vault);
  };
  const people = Array.from({ length: women }, () => randomUUID());
  const anyone = (): string => people[Math.floor(Math.random() * people.length)] ?? '';
  const sampler = (codec: EventCodec, event: () => DomainEvent) => () =>
    perSecond(turnOf(scale), writers, async () => {
      const encoded = await codec.encode([{ event: event(), id: v7(), metadata: about(anyone()) }]);
      await store.append(newStream(), encoded, 'no-stream');
      return 1;
    });
  const sealed = codecOf(alertAcknowledged);
  const acknowledged = (): DomainEvent => alertAcknowledged({ ...alert, willDo: Personal.of(willDo) });
  // Their keys are made here, so that none is while it is measured.
  await sealed.encode(people.map((personId) => ({ event: acknowledged(), id: v7(), metadata: about(personId) })));
  return beside({
    work: 'append, 32 writers, one field sealed',
    unit: 'events/s',
    sample: sampler(sealed, acknowledged),
    rivals: [
      {
        sample: sampler(codecOf(acknowledgedInClear), () => acknowledgedInClear({ ...alert, willDo })),
        goal: timesBaseline(0.8),
      },
    ],
    slices,
    end: () => pool.end(),
  });
};

const about = (personId: string): EventMetadata => ({ ...sampleEvent().metadata, personId });

const willDo = 'Ring the council again in the morning.';
const alert = {
  alertId: 'c64a6c14-a945-5fef-8b72-3159311f8525',
  caseId: '4b5f2d0e-2b0f-4d6c-8c3e-5b0c4f6d9a11',
  rule: 'G14',
  subject: 'home:2027-03-05',
  by: '2027-03-09' as IsoDate,
} as const;
