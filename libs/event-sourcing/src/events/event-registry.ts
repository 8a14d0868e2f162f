import { Injectable } from '@nestjs/common';
import type { AnyEventDefinition } from './event';

/** An event type that no dictionary of this process knows. */
export class UnknownEventType extends Error {
  override readonly name = 'UnknownEventType';

  constructor(
    readonly type: string,
    readonly version: number,
  ) {
    super(`No dictionary knows ${type} in version ${version}. Deploy the version that does, then retry.`);
  }
}

/** Every event this process knows, from the dictionaries of its contexts. */
@Injectable()
export class EventRegistry {
  private readonly definitions = new Map<string, AnyEventDefinition>();

  /** @param dictionary a context's `events.ts`. */
  add(dictionary: Readonly<Record<string, AnyEventDefinition>>): void {
    for (const definition of Object.values(dictionary)) this.addOne(definition);
  }

  /** @throws UnknownEventType */
  get(type: string, version = 1): AnyEventDefinition {
    const definition = this.definitions.get(type);
    if (!definition || version > definition.version) throw new UnknownEventType(type, version);
    return definition;
  }

  /** Brings data of an older version up to the one written today. */
  upcast(type: string, version: number, data: Record<string, unknown>): Record<string, unknown> {
    const { version: newest, upcasters } = this.get(type, version);
    let current = data;
    for (let from = version; from < newest; from += 1) current = upcasters[from]?.(current) ?? current;
    return current;
  }

  all(): readonly AnyEventDefinition[] {
    return [...this.definitions.values()];
  }

  private addOne(definition: AnyEventDefinition): void {
    const known = this.definitions.get(definition.type);
    if (known && known !== definition) throw new Error(`${definition.type} is defined twice.`);
    const missing = Array.from({ length: definition.version - 1 }, (_, index) => index + 1).filter(
      (from) => !definition.upcasters[from],
    );
    if (missing.length > 0) throw new Error(`${definition.type} lacks an upcaster from version ${missing.join(', ')}.`);
    this.definitions.set(definition.type, definition);
  }
}
