import type { Compartment, Personal } from '../personal-data/personal';

/** `context.past-tense-in-kebab-case`. */
export type EventTypeName = `${string}.${string}`;

/** The fields of an event's data that hold personal data. */
type PersonalKeys<Data> = {
  [K in keyof Data]-?: Extract<Data[K], Personal<never>> extends never ? never : K;
}[keyof Data];

/** Names the compartment of every personal field; a forgotten one does not compile. */
export type SealedFields<Data> = { readonly [K in PersonalKeys<Data>]: Compartment };

/** Turns the data of version n into that of version n + 1. Sealed fields are carried over as they are. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** Something that happened, as deciders and projections see it. */
export interface DomainEvent<Type extends EventTypeName = EventTypeName, Data = object> {
  readonly type: Type;
  readonly data: Data;
}

/** An event's entry in the dictionary: call it to make one. */
export interface EventDefinition<Type extends EventTypeName = EventTypeName, Data extends object = object> {
  (data: Data): DomainEvent<Type, Data>;
  readonly type: Type;
  /** The version that is written today. */
  readonly version: number;
  readonly sealed: Readonly<Record<string, Compartment>>;
  /** `upcasters[n]` turns version n into n + 1, for every n below `version`. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
}

interface Options<Data> {
  readonly sealed: SealedFields<Data>;
  readonly version?: number;
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

type DefineArguments<Data> =
  PersonalKeys<Data> extends never ? [options?: Partial<Options<Data>>] : [options: Options<Data>];

/**
 * Defines an event. The data's type comes first, so that the type name can be inferred:
 *
 *     export const womanReceived = defineEvent<{ prison: PrisonId; receivedOn: IsoDate }>()('custody.woman-received');
 *
 * Fields of type `Personal<…>` must be given a compartment in `sealed`.
 */
export const defineEvent =
  <Data extends object>() =>
  <const Type extends EventTypeName>(type: Type, ...[options]: DefineArguments<Data>): EventDefinition<Type, Data> =>
    Object.assign((data: Data): DomainEvent<Type, Data> => ({ type, data }), {
      type,
      version: options?.version ?? 1,
      sealed: options?.sealed ?? {},
      upcasters: options?.upcasters ?? {},
    });

/** A dictionary entry without its data's type: what registries and projections need. */
export type AnyEventDefinition = Pick<EventDefinition, 'type' | 'version' | 'sealed' | 'upcasters'>;

/** The event that a definition makes. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? DomainEvent<Type, Data> : never;

/** The union of all events of a dictionary: `EventIn<typeof custodyEvents>`. */
export type EventIn<Dictionary extends object> = EventOf<Dictionary[keyof Dictionary]>;
