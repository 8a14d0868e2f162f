import { join } from 'node:path';
import type { AnyEventDefinition } from '@ttg/event-sourcing';
import { dataSchemaOf, type EventSchema, type JsonSchema } from '@ttg/messaging/contract';
import {
  ChainNodeParser,
  type CompletedConfig,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
} from 'ts-json-schema-generator';
import { merged } from './merged';
import { type Shape, shapesIn } from './shapes';
import { titleOf } from './title';
import type { Program } from './typescript';
import { WireFormFormatter, WireFormParser } from './wire-forms';

const root = join(__dirname, '../../..');

const config: CompletedConfig = {
  ...DEFAULT_CONFIG,
  path: join(root, '{libs,apps}/*/src/**/events.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  expose: 'none',
  topRef: false,
  // Whoever reads an event takes fields that it does not know: that is how an event gets a new one.
  additionalProperties: true,
  skipTypeCheck: true,
};

/**
 * @param definitions of every event that is written today
 * @returns the schema of each, in the version that is written today, by the types in the sources.
 */
export const generateSchemas = (definitions: readonly AnyEventDefinition[]): EventSchema[] => {
  const program = createProgram(config);
  const generator = generatorOf(program);
  const shapes = new Map(shapesIn(program).map((shape) => [shape.type, shape]));
  return definitions.map((definition) => {
    const shape = shapes.get(definition.type);
    if (!shape) throw new Error(`No events.ts says export const … = defineEvent<…>()('${definition.type}').`);
    return schemaOf(definition, shape, generator);
  });
};

const generatorOf = (program: Program): SchemaGenerator => {
  const parser = createParser(program, config, (chain) => {
    if (!(chain instanceof ChainNodeParser)) throw new Error('The generator hands out its chain of parsers.');
    chain.addNodeParser(new WireFormParser(chain));
  });
  const formatter = createFormatter(config, (chain, all) => chain.addTypeFormatter(new WireFormFormatter(all)));
  return new SchemaGenerator(program, parser, formatter, config);
};

const schemaOf = (definition: AnyEventDefinition, { data, words }: Shape, generator: SchemaGenerator): EventSchema => {
  const { type, version, sealed } = definition;
  const { properties = {}, required = [] } = data ? merged(generator.createSchemaFromNodes([data]) as JsonSchema) : {};
  const fields = Object.entries(properties).map(([name, field]) => [name, inItsCompartment(field, sealed[name])]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: dataSchemaOf(type, version),
    title: titleOf(type),
    ...(words && { description: words }),
    type: 'object',
    properties: Object.fromEntries(fields) as Record<string, JsonSchema>,
    required,
  };
};

const inItsCompartment = (field: JsonSchema, compartment: string | undefined): JsonSchema => {
  if (!compartment) return field;
  const { description, 'x-opens': opens, ...form } = field;
  const sealed = `Sealed: opened with her key for ${compartment}.`;
  return {
    description: description ? `${description} ${sealed}` : sealed,
    ...form,
    'x-compartment': compartment,
    'x-opens': opens,
  };
};
