import { createSecretKey } from 'node:crypto';
import { DataKeyCache, type CachedKey } from './data-key-cache';

const keyOf = (keyId: string): CachedKey => ({
  keyId,
  personId: `person of ${keyId}`,
  compartment: 'identity',
  reference: '',
  key: createSecretKey(Buffer.alloc(32)),
});

describe('data keys in memory', () => {
  it('are found by id and by slot', () => {
    const cache = new DataKeyCache();
    cache.add(keyOf('a'));
    expect(cache.byKeyId('a')).toEqual(keyOf('a'));
    expect(cache.bySlot(keyOf('a'))).toEqual(keyOf('a'));
  });

  it('are told apart by person, compartment and reference', () => {
    const cache = new DataKeyCache();
    const slot = { ...keyOf('a'), personId: 'her' };
    const keys = [
      slot,
      { ...slot, keyId: 'b', compartment: 'protected-address' },
      { ...slot, keyId: 'c', compartment: 'protected-address', reference: 'an event' },
      { ...slot, keyId: 'd', personId: 'someone else' },
    ];
    for (const key of keys) cache.add(key);
    expect(keys.map((key) => cache.bySlot(key)?.keyId)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are bounded in time, however often they are used', () => {
    let now = 0;
    const cache = new DataKeyCache(10, 1000, () => now);
    cache.add(keyOf('a'));
    now = 999;
    expect(cache.byKeyId('a')).toBeDefined();
    now = 1000;
    expect(cache.byKeyId('a')).toBeUndefined();
    expect(cache.bySlot(keyOf('a'))).toBeUndefined();
  });

  it('are forgotten when they are destroyed', () => {
    const cache = new DataKeyCache();
    cache.add(keyOf('a'));
    cache.forget(keyOf('a'));
    cache.forget(keyOf('never there'));
    expect(cache.byKeyId('a')).toBeUndefined();
    expect(cache.bySlot(keyOf('a'))).toBeUndefined();
  });
});
