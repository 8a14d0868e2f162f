import { Injectable } from '@nestjs/common';
import { PersonalDataInTheClear, PersonErased } from '../personal-data/errors';
import { Personal, type Compartment, type SealBinding, type SealedValue } from '../personal-data/personal';
import { erased, SealingVault, type ToSeal } from '../personal-data/vault';
import type { EventToAppend, JsonValue, StoredEvent } from '../store/event-store';
import type { DomainEvent, EventTypeName } from './event';
import { EventCodec } from './event-codec';
import { EventRegistry } from './event-registry';
import type { EventMetadata } from './metadata';
import { plainData, plainField, sealedMark } from './plain-data';
import { refuseUnreadable } from './readable';
import type { Recorded } from './recorded-event';

interface ToEncode {
  readonly event: DomainEvent;
  readonly id: string;
  readonly metadata: EventMetadata;
}

interface PersonalField {
  readonly field: string;
  readonly personal: Personal<JsonValue>;
  readonly binding: SealBinding;
}

/** The codec that seals: no personal data reaches the store in clear. */
@Injectable()
export class SealingCodec extends EventCodec {
  constructor(
    private readonly registry: EventRegistry,
    private readonly vault: SealingVault,
  ) {
    super();
  }

  /**
   * @throws PersonalDataInTheClear for personal data in a field whose definition does not seal it.
   * @throws PersonErased when her keys were destroyed. @throws NotPlainData @throws UnknownEventType
   */
  async encode(events: readonly ToEncode[]): Promise<EventToAppend[]> {
    const split = events.map((one) => this.split(one));
    const sealed = await this.sealAll(split.flatMap(({ personal }) => personal));
    let next = 0;
    return split.map(({ id, type, version, metadata, fields, personal }) => {
      for (const { field, binding } of personal) {
        fields.push([field, { [sealedMark]: sealAsText(binding, sealed[next]) }]);
        next += 1;
      }
      return { id, type, version, metadata, data: Object.fromEntries(fields) };
    });
  }

  /** @throws UnreadableEvent, UnknownEventType */
  decode(stored: StoredEvent): Recorded {
    refuseUnreadable(stored);
    const { id, type, version, stream, revision, position, metadata } = stored;
    const data = this.registry.upcast(type, version, withSealsRead(stored));
    return { id, type: type as EventTypeName, version, stream, revision, position, metadata, data };
  }

  /** Parts the fields that are written in clear from those that are sealed. */
  private split({ event, id, metadata }: ToEncode) {
    const { type, version, sealed } = this.registry.get(event.type);
    const fields: [string, JsonValue][] = [];
    const personal: PersonalField[] = [];
    for (const [field, content] of Object.entries(event.data)) {
      if (content === undefined) continue;
      const compartment = Object.hasOwn(sealed, field) ? sealed[field] : undefined;
      if (!compartment) {
        refuseHidden(type, field, content);
        fields.push(plainField(field, content, type));
        continue;
      }
      if (!(content instanceof Personal))
        throw new PersonalDataInTheClear(type, field, 'is sealed by its definition: give it as Personal.of(…).');
      const binding = { eventId: id, eventType: type, field, personId: metadata.personId, compartment };
      personal.push({ field, personal: content as Personal<JsonValue>, binding });
    }
    return { id, type, version, metadata, fields, personal };
  }

  private async sealAll(fields: readonly PersonalField[]): Promise<readonly SealedValue[]> {
    if (fields.length === 0) return [];
    for (const field of fields) refuseForeignSeal(field);
    const contents = fields.map(({ personal }) => personal);
    const values = contents.some(isSealed) ? await this.vault.openAll(contents) : contents.map(openValue);
    return this.vault.sealAll(fields.map(({ binding }, index) => toSeal(binding, values[index])));
  }
}

const isSealed = (personal: Personal<JsonValue>): boolean =>
  personal.match(
    () => false,
    () => true,
  );

const openValue = (personal: Personal<JsonValue>): JsonValue | undefined =>
  personal.match(
    (value) => value,
    () => undefined,
  );

const toSeal = (binding: SealBinding, value: unknown): ToSeal => {
  if (value === erased) throw new PersonErased(binding.personId, binding.compartment);
  return { value: plainData(value, `${binding.eventType}.${binding.field}`), binding };
};

/**
 * A sealed value as it stands in stored data: compartment, key, iv and ciphertext, parted by full stops, which none of them
 * holds. It carries its compartment, so that the definitions of later versions may name another.
 */
const sealAsText = ({ compartment }: SealBinding, sealed: SealedValue | undefined): string => {
  if (!sealed) throw new Error('The vault gave back fewer values than it was given.');
  return `${compartment}.${sealed.keyId}.${sealed.iv}.${sealed.ciphertext}`;
};

/** Personal data is sealed field by field at the top; deeper down it would have no binding of its own. */
const refuseHidden = (type: string, path: string, content: unknown): [] => {
  if (content instanceof Personal)
    throw new PersonalDataInTheClear(type, path, 'holds personal data: name its compartment in `sealed`.');
  if (typeof content === 'object' && content !== null) {
    for (const [name, inner] of Object.entries(content)) refuseHidden(type, `${path}.${name}`, inner);
  }
  return [];
};

/** What was sealed before may be written again about the same woman in the same compartment, sealed anew for its new place. */
const refuseForeignSeal = ({ personal, binding, field }: PersonalField): void =>
  personal.match(
    () => undefined,
    (_sealed, from) => {
      if (from.personId === binding.personId && from.compartment === binding.compartment) return;
      const message = 'comes sealed from another person or compartment: open it first, where that is meant.';
      throw new PersonalDataInTheClear(binding.eventType, field, message);
    },
  );

const isStoredSeal = (value: JsonValue | undefined): value is { readonly [sealedMark]: string } =>
  typeof value === 'object' && value !== null && sealedMark in value && typeof value[sealedMark] === 'string';

/** The seals of stored data as personal data. Read by their mark and not by the definition: an upcaster may rename or drop them. */
const withSealsRead = ({ id, type, data, metadata }: StoredEvent): Record<string, unknown> => {
  const read: Record<string, unknown> = {};
  for (const [field, content] of Object.entries(data)) {
    if (!isStoredSeal(content)) read[field] = content;
    else {
      const [compartment, keyId = '', iv = '', ciphertext = ''] = content[sealedMark].split('.');
      const binding = {
        eventId: id,
        eventType: type,
        field,
        personId: metadata.personId,
        compartment: compartment as Compartment,
      };
      read[field] = Personal.sealed<JsonValue>({ keyId, iv, ciphertext }, binding);
    }
  }
  return read;
};
