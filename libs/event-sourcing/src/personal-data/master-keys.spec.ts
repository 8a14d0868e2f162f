import { randomBytes } from 'node:crypto';
import { KeyFault } from './errors';
import { masterKeyId, MasterKeys } from './master-keys';

const [first, second] = [randomBytes(32), randomBytes(32)];
const slot = { personId: 'person-1', compartment: 'health', reference: '' };
const dataKey = randomBytes(32);

describe('the ring of master keys', () => {
  it('wraps with the first and opens with any', () => {
    const wrappedBefore = new MasterKeys(() => [first]).wrap('key-1', dataKey, slot);
    const ring = new MasterKeys(() => [second, first]);
    expect(ring.unwrap(wrappedBefore)).toEqual(dataKey);
    expect(ring.wrap('key-1', dataKey, slot).masterKeyId).toBe(masterKeyId(second));
  });

  it('learns of a new master by reading the ring again', () => {
    let kept = [first];
    const running = new MasterKeys(() => kept);
    const wrappedElsewhere = new MasterKeys(() => [second]).wrap('key-1', dataKey, slot);
    kept = [second, first];
    expect(running.unwrap(wrappedElsewhere)).toEqual(dataKey);
    expect(running.current).toBe(masterKeyId(second));
  });

  it('says which master is missing', () => {
    const wrapped = new MasterKeys(() => [first]).wrap('key-1', dataKey, slot);
    expect(() => new MasterKeys(() => [second]).unwrap(wrapped)).toThrow(masterKeyId(first));
  });

  it.each([
    ['person', { personId: 'person-2' }],
    ['compartment', { compartment: 'contact' }],
    ['reference', { reference: 'event-1' }],
    ['key id', { keyId: 'key-2' }],
  ])('refuses a wrapped key that was moved to another %s', (_what, moved) => {
    const ring = new MasterKeys(() => [first]);
    expect(() => ring.unwrap({ ...ring.wrap('key-1', dataKey, slot), ...moved })).toThrow(KeyFault);
  });

  it('cannot be empty', () => {
    expect(() => new MasterKeys(() => [])).toThrow(/no master key/);
  });
});
