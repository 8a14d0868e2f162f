import { createSecretKey } from 'node:crypto';
import { type Personal, type SealedValue, SealBroken, SealingVault, type ToSeal } from '@ttg/event-sourcing';
import { seal, unseal } from '@ttg/event-sourcing/personal-data/seal';

/** The one key of all fixtures. It opens nothing else. */
const dataKey = { keyId: 'fixture', key: createSecretKey(Buffer.alloc(32, 'event fixtures')) };

/** Seals and opens as the vault of the application does, under a key that never changes: fixtures are read for ever. */
export class FixedKeyVault extends SealingVault {
  async sealAll(values: readonly ToSeal[]): Promise<readonly SealedValue[]> {
    return values.map(({ value, binding }) => seal(dataKey, value, binding));
  }

  async open<T>(personal: Personal<T>): Promise<T> {
    return personal.match(
      (value) => value,
      (sealed, binding) => {
        const opened = unseal(dataKey.key, sealed, binding);
        if (!opened) throw new SealBroken(binding, 'does-not-open');
        return opened.value as T;
      },
    );
  }

  openAll<T>(personal: readonly Personal<T>[]): Promise<T[]> {
    return Promise.all(personal.map((one) => this.open(one)));
  }

  async destroyKeys(): Promise<void> {
    throw new Error('Fixtures are kept for ever.');
  }

  blindIndex(): string {
    throw new Error('Fixtures are not looked up.');
  }
}
