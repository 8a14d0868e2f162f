import { Injectable } from '@nestjs/common';
import { erased, type JsonValue, Personal, SealingVault } from '@ttg/event-sourcing';

type Kept = Parameters<typeof Personal.fromReadModel<JsonValue>>[0];

/**
 * Messages at rest. They name women of whom nothing else may be known here, so they are sealed with a key of the inbox's own;
 * it is kept and wrapped as hers are.
 */
@Injectable()
export class Contents {
  constructor(private readonly vault: SealingVault) {}

  /** @returns what the column holds. @param id of the message: the content opens in its row alone */
  async seal(id: string, value: JsonValue): Promise<Kept> {
    const binding = {
      ...{ eventId: id, eventType: 'hmpps.message', field: 'body', personId: 'hmpps-inbox' },
      compartment: 'identity' as const,
    };
    const [sealed] = await this.vault.sealAll([{ value, binding }]);
    if (!sealed) throw new Error('The vault sealed nothing.');
    return { ...sealed, ...binding };
  }

  async open(kept: Kept): Promise<JsonValue> {
    const value = await this.vault.open(Personal.fromReadModel<JsonValue>(kept));
    if (value === erased) throw new Error('The key of the inbox is gone.');
    return value;
  }
}

export type { Kept };
