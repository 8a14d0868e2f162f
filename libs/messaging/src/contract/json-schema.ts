import type { JsonValue } from '@ttg/event-sourcing';

/** What is used here of JSON Schema 2020-12, and what is said beside it. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  /** Characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  /** The codes there are today: readers must take one that they do not know. */
  readonly 'x-extensible-enum'?: readonly JsonValue[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** Of a sealed field: the compartment whose key opens it. */
  readonly 'x-compartment'?: string;
  /** Of a sealed field: what is in it, for those who may open it. */
  readonly 'x-opens'?: JsonSchema;
}

/** The data of one version of an event. */
export interface EventSchema extends JsonSchema {
  readonly $schema: string;
  /** As `dataschema` names it on the wire. */
  readonly $id: string;
  readonly title: string;
}
