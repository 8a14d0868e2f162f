import { defineEvent } from './event';
import { EventRegistry, UnknownEventType } from './event-registry';

const latest = defineEvent<{ first: string; last: string }>()('people.named', {
  version: 3,
  upcasters: {
    1: ({ name, ...rest }) => ({ ...rest, fullName: name }),
    2: ({ fullName, ...rest }) => {
      const [first, last] = String(fullName).split(' ');
      return { ...rest, first, last };
    },
  },
});

const registry = new EventRegistry();
registry.add({ latest });

describe('the registry of events', () => {
  it('brings every older version up to the one written today, step by step', () => {
    const today = { first: 'Synthetic', last: 'Example' };
    expect(registry.upcast('people.named', 1, { name: 'Synthetic Example' })).toEqual(today);
    expect(registry.upcast('people.named', 2, { fullName: 'Synthetic Example' })).toEqual(today);
    expect(registry.upcast('people.named', 3, today)).toEqual(today);
  });

  it('refuses what it does not know: another type, or a version of a later release', () => {
    expect(() => registry.get('people.renamed')).toThrow(UnknownEventType);
    expect(() => registry.get('people.named', 4)).toThrow('Deploy the version that does');
  });

  it('takes the same definition twice, and no second one of the same name', () => {
    registry.add({ latest });
    const another = defineEvent<{ name: string }>()('people.named');
    expect(() => registry.add({ another })).toThrow('people.named is defined twice');
  });

  it('refuses a version to which no way leads from an older one', () => {
    const gap = defineEvent()('people.gap', { version: 3, upcasters: { 2: (data) => data } });
    expect(() => registry.add({ gap })).toThrow('people.gap lacks an upcaster from version 1');
  });
});
