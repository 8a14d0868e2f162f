import {
  type AnyEventDefinition,
  type DomainEvent,
  type EventMetadata,
  EventRegistry,
  type EventToAppend,
  type IsoInstant,
  type JsonValue,
  Personal,
  type Position,
  SealingCodec,
} from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { FixedKeyVault } from './fixed-key-vault';

/** An event as some release wrote it, and as it must read today. */
export interface EventFixture {
  /** What it shows, where its version has more than one form. */
  readonly note?: string;
  /** Never changed: stores are full of it. */
  readonly stored: EventToAppend;
  /** Its data today, through the upcasters, personal fields opened. */
  readonly reads: { readonly [field: string]: JsonValue };
}

const metadata: EventMetadata = {
  caseId: '00000000-0000-4000-8000-000000000002',
  personId: '00000000-0000-4000-8000-000000000001',
  actor: { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' },
  occurredAt: '2027-03-24T09:00:00Z' as IsoInstant,
  recordedAt: '2027-03-24T09:30:00Z' as IsoInstant,
  correlationId: 'synthetic-correlation',
};

const codecOf = (definitions: readonly AnyEventDefinition[]): { codec: SealingCodec; vault: FixedKeyVault } => {
  const registry = new EventRegistry();
  registry.add(Object.fromEntries(definitions.map((definition) => [definition.type, definition])));
  const vault = new FixedKeyVault();
  return { vault, codec: new SealingCodec(registry, vault) };
};

/** @returns the data of a stored event as today's deciders and projections see it, with what is sealed opened beside its mark. */
export const readToday = async (
  definitions: readonly AnyEventDefinition[],
  stored: EventToAppend,
): Promise<EventFixture['reads']> => {
  const { codec, vault } = codecOf(definitions);
  const { data } = codec.decode({ ...stored, stream: 'fixture-1', revision: 0, position: '1' as Position });
  const fields = Object.entries(data).map(async ([field, value]): Promise<[string, JsonValue]> => [
    field,
    value instanceof Personal ? { $opened: await vault.open(value as Personal<JsonValue>) } : (value as JsonValue),
  ]);
  return Object.fromEntries(await Promise.all(fields));
};

/** Writes an event as this release does. */
export const storedToday = async (
  definitions: readonly AnyEventDefinition[],
  event: DomainEvent,
): Promise<EventToAppend> => {
  const [stored] = await codecOf(definitions).codec.encode([{ event, id: v4(), metadata }]);
  if (!stored) throw new Error('One was given.');
  return stored;
};

const versionOf = ({ type, version }: Pick<EventToAppend, 'type' | 'version'>): string =>
  `${type} in version ${version}`;

/**
 * Adds a fixture for each event that has none in the version written today, and says anew how the others read. What is stored
 * in a fixture is never touched.
 * @param samples an event of each type, with all of its fields.
 */
export const extended = async (
  fixtures: readonly EventFixture[],
  definitions: readonly AnyEventDefinition[],
  samples: readonly DomainEvent[],
): Promise<EventFixture[]> => {
  const known = new Set(fixtures.map(({ stored }) => versionOf(stored)));
  const missing = definitions.filter((definition) => !known.has(versionOf(definition)));
  const added = missing.map(async (definition) => {
    const sample = samples.find(({ type }) => type === definition.type);
    if (!sample) throw new Error(`There is no sample of ${definition.type}: add one to test/event-versions/samples.`);
    return { stored: await storedToday(definitions, sample) };
  });
  const all: Pick<EventFixture, 'note' | 'stored'>[] = [...fixtures, ...(await Promise.all(added))];
  return Promise.all(
    all.map(async ({ note, stored }) => ({ note, stored, reads: await readToday(definitions, stored) })),
  );
};

/** @returns a sentence for every version of an event that was ever written and has no fixture, and for every fixture of none. */
export const gaps = (fixtures: readonly EventFixture[], definitions: readonly AnyEventDefinition[]): string[] => {
  const known = new Set(fixtures.map(({ stored }) => versionOf(stored)));
  const written = definitions.flatMap(({ type, version }) =>
    Array.from({ length: version }, (_, index) => versionOf({ type, version: index + 1 })),
  );
  return [
    ...written.filter((one) => !known.has(one)).map((one) => `There is no fixture of ${one}: npm run event-fixtures`),
    ...[...known]
      .filter((one) => !written.includes(one))
      .map((one) => `No dictionary knows ${one}: stores may hold it.`),
  ];
};
