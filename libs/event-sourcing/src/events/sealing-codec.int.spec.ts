import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { PersonalDataInTheClear, PersonErased, SealBroken } from '../personal-data/errors';
import { MasterKeys } from '../personal-data/master-keys';
import { compartments, Personal } from '../personal-data/personal';
import { PostgresVault } from '../personal-data/postgres-vault';
import { erased } from '../personal-data/vault';
import type { EventToAppend, JsonValue, Position, StoredEvent } from '../store/event-store';
import { defineEvent, type DomainEvent } from './event';
import { EventRegistry, UnknownEventType } from './event-registry';
import type { IsoInstant } from './iso';
import type { EventMetadata } from './metadata';
import { NotPlainData } from './plain-data';
import type { Recorded } from './recorded-event';
import { SealingCodec } from './sealing-codec';

interface Registered {
  readonly prison: string;
  readonly names?: Personal<JsonValue>;
  readonly phone?: Personal<string>;
  readonly medicines?: Personal<string>;
  readonly address?: Personal<JsonValue>;
  readonly ownWords?: Personal<string>;
  readonly notes?: unknown;
}

const registered = defineEvent<Registered>()('people.person-registered', {
  sealed: {
    names: 'identity',
    phone: 'contact',
    medicines: 'health',
    address: 'protected-address',
    ownWords: 'her-words',
  },
});
const corrected = defineEvent<{ was: Personal<JsonValue>; now: Personal<JsonValue> }>()(
  'people.person-details-corrected',
  { sealed: { was: 'identity', now: 'identity' } },
);

let database: TestDatabase;
let pool: Pool;
let vault: PostgresVault;
let codec: SealingCodec;

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.appUrl });
  const masterKey = randomBytes(32);
  vault = await PostgresVault.open(pool, { masterKeys: new MasterKeys(() => [masterKey]), indexKey: randomBytes(32) });
  const registry = new EventRegistry();
  registry.add({ registered, corrected });
  codec = new SealingCodec(registry, vault);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const now = '2027-01-11T09:00:00Z' as IsoInstant;
const about = (personId: string): EventMetadata => ({
  personId,
  actor: { id: 'resettlement-bronzefield', role: 'prison-resettlement', organisation: 'BZI' },
  occurredAt: now,
  recordedAt: now,
  correlationId: 'correlation',
});

const encode = async (event: DomainEvent, personId: string = randomUUID()): Promise<EventToAppend> => {
  const [encoded] = await codec.encode([{ event, id: randomUUID(), metadata: about(personId) }]);
  if (!encoded) throw new Error('nothing was encoded');
  return encoded;
};

/** As it comes back from the store: by way of its bytes. */
const stored = (event: EventToAppend): StoredEvent => ({
  ...(JSON.parse(JSON.stringify(event)) as EventToAppend),
  stream: 'person-1',
  revision: 0,
  position: '1' as Position,
});

const keyIdsIn = (text: string): string[] =>
  Array.from(text.matchAll(/"\$sealed":"[a-z-]+\.([\da-f-]{36})\./g), ([, keyId = '']) => keyId);

const read = (event: EventToAppend): Recorded<DomainEvent<'people.person-registered', Registered>> =>
  codec.decode(stored(event)) as never;

describe('an event with personal data', () => {
  it('comes back as it was, once opened', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string({ unit: 'grapheme' }), async (names, prison) => {
        const { data } = read(await encode(registered({ prison, names: Personal.of(names as JsonValue) })));
        expect(data.prison).toBe(prison);
        const opened = data.names && (await vault.open(data.names));
        expect(opened).toEqual(JSON.parse(JSON.stringify(names)));
      }),
      { numRuns: 40 },
    ));

  it('shows nothing of it in what is stored', async () => {
    const fields = {
      names: Personal.of<JsonValue>({ first: 'PLAINTEXT-1', last: 'PLAINTEXT-2' }),
      phone: Personal.of('PLAINTEXT-3'),
      medicines: Personal.of('PLAINTEXT-4'),
      address: Personal.of<JsonValue>(['PLAINTEXT-5']),
      ownWords: Personal.of('PLAINTEXT-6'),
    };
    const text = JSON.stringify(await encode(registered({ prison: 'BZI', ...fields })));
    expect(text).toContain('BZI');
    expect(text).not.toContain('PLAINTEXT');
    expect(text).not.toContain(Buffer.from('PLAINTEXT').toString('base64url').slice(0, 11));
  });

  it('drops fields that are not there, personal or not', async () => {
    const { data } = await encode(registered({ prison: 'BZI', names: undefined, notes: { a: undefined } }));
    expect(data).toEqual({ prison: 'BZI', notes: {} });
  });

  it('survives a read model: as JSON, and back', async () => {
    const { names } = read(await encode(registered({ prison: 'BZI', names: Personal.of('Example') }))).data;
    const column = JSON.parse(JSON.stringify(names)) as never;
    await expect(vault.open(Personal.fromReadModel(column))).resolves.toBe('Example');
  });

  it('is refused with personal data where the definition seals nothing, however deep', async () => {
    const hidden = registered({ prison: 'BZI', notes: [{ who: Personal.of('PLAINTEXT') }] });
    await expect(encode(hidden)).rejects.toThrow(PersonalDataInTheClear);
    await expect(encode(hidden)).rejects.toThrow('notes.0.who');
  });

  it('is refused with text in clear where the definition seals', async () => {
    const inClear = { type: 'people.person-registered', data: { prison: 'BZI', names: 'Example' } } as const;
    await expect(encode(inClear)).rejects.toThrow(PersonalDataInTheClear);
  });

  it('is refused with half a character, in clear or sealed', async () => {
    await expect(encode(registered({ prison: '\ud83d' }))).rejects.toThrow(NotPlainData);
    await expect(encode(registered({ prison: 'BZI', names: Personal.of('\ud83d') }))).rejects.toThrow(NotPlainData);
  });

  it('is refused when no dictionary knows it', async () => {
    await expect(encode({ type: 'people.unheard-of', data: {} })).rejects.toThrow(UnknownEventType);
  });
});

describe('a sealed field', () => {
  it('does not open in another event, field or person', async () => {
    const mine = await encode(registered({ prison: 'BZI', names: Personal.of('Example'), phone: Personal.of('0') }));
    const other = await encode(registered({ prison: 'BZI', names: Personal.of('Other') }), mine.metadata.personId);
    const moved = [
      { ...mine, id: other.id },
      { ...mine, metadata: { ...mine.metadata, personId: randomUUID() } },
      { ...mine, data: { ...mine.data, names: mine.data.phone ?? null } },
      { ...other, data: { ...other.data, names: mine.data.names ?? null } },
    ];
    for (const event of moved) {
      const { names } = read(event).data;
      await expect(names && vault.open(names)).rejects.toThrow(SealBroken);
    }
  });

  it('does not open under a key the keyring never had', async () => {
    const event = await encode(registered({ prison: 'BZI', names: Personal.of('Example') }));
    const text = JSON.stringify(event);
    const keyId = keyIdsIn(text)[0] ?? '';
    const { names } = read(JSON.parse(text.replace(keyId, randomUUID())) as EventToAppend).data;
    await expect(names && vault.open(names)).rejects.toThrow(/keyring does not know its key/);
  });

  it('has another key in each compartment, and each protected address one of its own', async () => {
    const personId = randomUUID();
    const all = () =>
      encode(
        registered({
          prison: 'BZI',
          names: Personal.of('a'),
          phone: Personal.of('a'),
          medicines: Personal.of('a'),
          address: Personal.of('a'),
          ownWords: Personal.of('a'),
        }),
        personId,
      );
    const keyIds = [await all(), await all()].map((event) => keyIdsIn(JSON.stringify(event)));
    expect(new Set(keyIds.flat()).size).toBe(compartments.length + 1);
  });

  it('can be written again in a later event about her, and opens there', async () => {
    const first = await encode(registered({ prison: 'BZI', names: Personal.of('Exmaple') }));
    const was = read(first).data.names ?? Personal.of('');
    const second = await encode(corrected({ was, now: Personal.of('Example') }), first.metadata.personId);
    const { data } = codec.decode(stored(second)) as Recorded<DomainEvent<never, Record<string, Personal<string>>>>;
    await expect(vault.openAll(Object.values(data))).resolves.toEqual(['Exmaple', 'Example']);
  });

  it('cannot be carried over to another person', async () => {
    const was = read(await encode(registered({ prison: 'BZI', names: Personal.of('Example') }))).data.names;
    await expect(encode(corrected({ was: was ?? Personal.of(''), now: Personal.of('') }))).rejects.toThrow(
      PersonalDataInTheClear,
    );
  });

  it('keeps its place when a later version of the event renames it', async () => {
    const event = await encode(registered({ prison: 'BZI', names: Personal.of('Example') }));
    const later = new EventRegistry();
    const next = defineEvent<{ fullName: Personal<string> }>()('people.person-registered', {
      version: 2,
      sealed: { fullName: 'identity' },
      upcasters: { 1: ({ names, ...rest }) => ({ ...rest, fullName: names }) },
    });
    later.add({ next });
    const { data } = new SealingCodec(later, vault).decode(stored(event)) as Recorded<
      DomainEvent<never, { fullName: Personal<string> }>
    >;
    await expect(vault.open(data.fullName)).resolves.toBe('Example');
  });
});

describe('a person whose keys were destroyed', () => {
  it('leaves her events readable, with "erased" in the place of what they said', async () => {
    const event = await encode(registered({ prison: 'BZI', names: Personal.of('Example'), phone: Personal.of('0') }));
    await vault.destroyKeys(event.metadata.personId);
    const { data } = read(event);
    expect(data.prison).toBe('BZI');
    await expect(vault.openAll([data.names, data.phone].flatMap((one) => one ?? []))).resolves.toEqual([
      erased,
      erased,
    ]);
  });

  it('is written about no more, in any compartment, used before or not', async () => {
    const personId = randomUUID();
    await encode(registered({ prison: 'BZI', names: Personal.of('Example') }), personId);
    await vault.destroyKeys(personId);
    for (const field of ['names', 'phone', 'medicines', 'address', 'ownWords']) {
      await expect(encode(registered({ prison: 'BZI', [field]: Personal.of('x') }), personId)).rejects.toThrow(
        PersonErased,
      );
    }
    await expect(encode(registered({ prison: 'BZI' }), personId)).resolves.toBeDefined();
  });

  it('keeps the compartments that were not meant', async () => {
    const fields = { names: Personal.of('Example'), medicines: Personal.of('x') };
    const event = await encode(registered({ prison: 'BZI', ...fields }));
    await vault.destroyKeys(event.metadata.personId, ['health']);
    const { names, medicines } = read(event).data;
    await expect(vault.openAll([names, medicines].flatMap((one) => one ?? []))).resolves.toEqual(['Example', erased]);
  });

  it('can lose one protected address and keep the others', async () => {
    const personId = randomUUID();
    const first = await encode(registered({ prison: 'BZI', address: Personal.of('1') }), personId);
    const second = await encode(registered({ prison: 'BZI', address: Personal.of('2') }), personId);
    await vault.destroyProtectedAddress(personId, first.id);
    const addresses = [first, second].flatMap((event) => read(event).data.address ?? []);
    await expect(vault.openAll(addresses)).resolves.toEqual([erased, '2']);
    await expect(encode(registered({ prison: 'BZI', address: Personal.of('3') }), personId)).resolves.toBeDefined();
  });
});
