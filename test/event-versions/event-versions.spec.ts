import { defineEvent, type DomainEvent, Personal } from '@ttg/event-sourcing';
import { type Context, contexts } from './contexts';
import { type EventFixture, extended, gaps, readToday, storedToday } from './event-fixture';

/** An old store always reads: every form in which an event was ever written, through today's dictionaries. */
describe('every event that was ever written', () => {
  let all: Context[];

  beforeAll(async () => {
    all = await contexts();
  });

  it('is of a context that has fixtures', () => {
    const names = ['custody', 'health', 'housing', 'people', 'readiness', 'sharing', 'simulation'];
    expect(all.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(names));
  });

  it('has a fixture of each of its versions, and there is none of what no dictionary knows', () => {
    expect(all.flatMap(({ definitions, fixtures }) => gaps(fixtures, definitions))).toEqual([]);
  });

  it('reads today as its fixture says', async () => {
    for (const { definitions, fixtures } of all) {
      for (const { stored, reads } of fixtures) {
        const { type, version } = stored;
        expect({ type, version, reads: await readToday(definitions, stored) }).toEqual({ type, version, reads });
      }
    }
  });

  it('is stored with its personal data sealed, and in its sample with a value in every field of it', () => {
    for (const { definitions, samples, fixtures } of all) {
      for (const { type, version, sealed } of definitions) {
        const fixture = fixtures.find(({ stored }) => stored.type === type && stored.version === version);
        const sample = samples.find((one) => one.type === type);
        for (const field of Object.keys(sealed)) {
          expect(fixture?.stored.data[field]).toEqual({
            $sealed: expect.stringMatching(/^[\w-]+(\.[\w-]+){3}$/) as string,
          });
          expect(Object.getOwnPropertyDescriptor(sample?.data, field)?.value).toBeInstanceOf(Personal);
        }
      }
    }
  });
});

describe('an event that gets new versions', () => {
  const type = 'tests.named';
  const first = defineEvent<{ name: Personal<string> }>()(type, { sealed: { name: 'identity' } });
  const second = defineEvent<{ fullName: Personal<string> }>()(type, {
    version: 2,
    sealed: { fullName: 'identity' },
    upcasters: { 1: ({ name, ...rest }) => ({ ...rest, fullName: name }) },
  });
  const third = defineEvent<{ fullName: Personal<string>; known: boolean }>()(type, {
    version: 3,
    sealed: { fullName: 'identity' },
    upcasters: { ...second.upcasters, 2: (data) => ({ ...data, known: true }) },
  });
  const name = Personal.of('Synthetic Example');
  let fixtures: EventFixture[];

  beforeAll(async () => {
    fixtures = await extended([], [first], [first({ name })]);
    fixtures = await extended(fixtures, [second], [second({ fullName: name })]);
    fixtures = await extended(fixtures, [third], [third({ fullName: name, known: false })]);
  });

  it('keeps what each version wrote, and says of each how it reads today: 1 to 2 to 3, step by step', () => {
    const fullName = { $opened: 'Synthetic Example' };
    expect(fixtures.map(({ stored, reads }) => [stored.version, Object.keys(stored.data), reads])).toEqual([
      [1, ['name'], { fullName, known: true }],
      [2, ['fullName'], { fullName, known: true }],
      [3, ['known', 'fullName'], { fullName, known: false }],
    ]);
  });

  it('is not touched by writing fixtures again', async () => {
    expect(await extended(fixtures, [third], [])).toEqual(fixtures);
  });

  it('is missed where a version was written without a fixture', () => {
    expect(gaps(fixtures, [third])).toEqual([]);
    expect(gaps(fixtures.slice(0, 1), [third])).toEqual([
      `There is no fixture of ${type} in version 2: npm run event-fixtures`,
      `There is no fixture of ${type} in version 3: npm run event-fixtures`,
    ]);
  });

  it('is missed where a version is taken back, or a type is no longer known', () => {
    const unknown = (version: number) => `No dictionary knows ${type} in version ${version}: stores may hold it.`;
    expect(gaps(fixtures, [second])).toEqual([unknown(3)]);
    expect(gaps(fixtures, [])).toEqual([unknown(1), unknown(2), unknown(3)]);
  });

  it('cannot do without a sample', async () => {
    await expect(extended([], [first], [] as DomainEvent[])).rejects.toThrow(`There is no sample of ${type}`);
  });

  it('fails where an upcaster no longer gives what it gave', async () => {
    const stored = await storedToday([first], first({ name }));
    const other = defineEvent<{ known: boolean }>()(type, { version: 2, upcasters: { 1: () => ({ known: true }) } });
    expect(await readToday([other], stored)).not.toEqual(fixtures[0]?.reads);
  });
});
