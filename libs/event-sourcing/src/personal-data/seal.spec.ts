import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { JsonValue } from '../store/event-store';
import type { SealBinding } from './personal';
import { seal, unseal } from './seal';

const dataKey = { keyId: 'key-1', key: createSecretKey(randomBytes(32)) };
const binding: SealBinding = {
  eventId: 'event-1',
  eventType: 'people.person-registered',
  field: 'names',
  personId: 'person-1',
  compartment: 'identity',
};

const jsonValue = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<JsonValue>;

describe('a sealed value', () => {
  it('opens to what was sealed, whatever it was', () =>
    fc.assert(
      fc.property(jsonValue, (value) => {
        // JSON has one zero: -0 comes back as 0.
        const written = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(unseal(dataKey.key, seal(dataKey, value, binding), binding)).toEqual({ value: written });
      }),
    ));

  it.each([
    ['event', { eventId: 'event-2' }],
    ['type', { eventType: 'people.person-merged' }],
    ['field', { field: 'dateOfBirth' }],
    ['person', { personId: 'person-2' }],
    ['compartment', { compartment: 'contact' as const }],
  ])('does not open when moved to another %s', (_what, moved) => {
    expect(unseal(dataKey.key, seal(dataKey, 'Example', binding), { ...binding, ...moved })).toBeUndefined();
  });

  it('does not open where two parts of its place are cut differently', () => {
    const sealed = seal(dataKey, 'Example', { ...binding, field: 'ab', personId: 'c' });
    expect(unseal(dataKey.key, sealed, { ...binding, field: 'a', personId: 'bc' })).toBeUndefined();
  });

  it('does not open under another key', () => {
    expect(unseal(createSecretKey(randomBytes(32)), seal(dataKey, 'Example', binding), binding)).toBeUndefined();
  });

  it('does not open when any one byte was changed', () => {
    const sealed = seal(dataKey, 'Example', binding);
    for (const part of ['iv', 'ciphertext'] as const) {
      const bytes = Buffer.from(sealed[part], 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        expect(unseal(dataKey.key, { ...sealed, [part]: changed.toString('base64url') }, binding)).toBeUndefined();
      }
    }
  });

  it('does not open when cut short', () => {
    const sealed = seal(dataKey, 'Example', binding);
    expect(unseal(dataKey.key, { ...sealed, ciphertext: 'AAAA' }, binding)).toBeUndefined();
    expect(unseal(dataKey.key, { ...sealed, iv: '' }, binding)).toBeUndefined();
  });

  it('does not tell "yes" from "chose-not-to-say" by its length', () => {
    const lengths = ['yes', 'no', 'not-known', 'not-asked', 'chose-not-to-say'].map(
      (answer) => seal(dataKey, answer, binding).ciphertext.length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('is another each time, so that equal answers are not seen to be equal', () => {
    expect(seal(dataKey, 'yes', binding).ciphertext).not.toBe(seal(dataKey, 'yes', binding).ciphertext);
  });
});
