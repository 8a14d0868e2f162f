import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerTypes } from '@ttg/housing/council-messages/answer-types';
import { dataSchemaOf, type EventSchema, type JsonSchema } from '@ttg/messaging/contract';
import { getMetadataStorage } from 'class-validator';
import { titleOf } from './title';
import { ts } from './typescript';

const housing = join(__dirname, '../../../libs/housing/src');
const sources = ['duty-to-refer/council.dto.ts', 'council-messages/answer-types.ts'];

const referralId: JsonSchema = { type: 'string', format: 'uuid', description: 'As in the address of the referral.' };

/**
 * @returns the schemas of what councils may say in messages: of the classes that validate it, which are those of the requests over
 * HTTP. They are closed: a field that is not known is refused.
 */
export const answerSchemas = (): EventSchema[] => {
  const words = wordsInSources();
  const wordsOf = (request: Request, name: string): string | undefined =>
    classesOf(request)
      .map((one) => words.get(`${one}.${name}`))
      .find((text) => text !== undefined);
  return Object.entries(answerTypes).map(([type, { says, request }]) => {
    const fields = fieldsOf(request).map((name) => [name, schemaOf(request, name, wordsOf(request, name))] as const);
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: dataSchemaOf(type, 1),
      title: titleOf(type),
      description: says,
      type: 'object',
      properties: { referralId, ...Object.fromEntries(fields) },
      required: ['referralId', ...fields.map(([name]) => name).filter((name) => !mayBeAbsent(request, name))],
      additionalProperties: false,
    };
  });
};

type Request = (typeof answerTypes)[string]['request'];

const fieldsOf = ({ prototype }: Request): readonly string[] => {
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype as object) as readonly string[];
  return names.map((name) => name.slice(1));
};

/** As OpenAPI describes it: both are made of the same rules. */
const schemaOf = ({ prototype }: Request, name: string, description: string | undefined): JsonSchema => {
  const told: unknown = Reflect.getMetadata('swagger/apiModelProperties', prototype as object, name);
  const { type, format, enum: codes, minLength, maxLength } = told as Readonly<Record<string, unknown>>;
  if (type !== 'string' || !description) throw new Error(`${name} is not described.`);
  return JSON.parse(JSON.stringify({ description, type, format, enum: codes, minLength, maxLength })) as JsonSchema;
};

const mayBeAbsent = (request: Request, name: string): boolean =>
  getMetadataStorage()
    .getTargetValidationMetadatas(request, '', false, false)
    .some(({ propertyName, type }) => propertyName === name && type === 'conditionalValidation');

/** The class and those that it extends, by name. */
const classesOf = (request: Request): readonly string[] => {
  const above: unknown = Object.getPrototypeOf(request);
  return [request.name, ...(typeof above === 'function' && above.name ? classesOf(above as Request) : [])];
};

/** What the sources say above each field, by `Class.field`. */
const wordsInSources = (): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  for (const file of sources) {
    const source = ts.createSourceFile(file, readFileSync(join(housing, file), 'utf8'), ts.ScriptTarget.ES2023, true);
    const fields = source.statements
      .filter(ts.isClassDeclaration)
      .flatMap(({ name: ofClass, members }) => members.map((member) => ({ ofClass, member })));
    for (const { ofClass, member } of fields) {
      const comment = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc).at(-1)?.comment;
      const text = ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ');
      const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
      if (text && ofClass && name) words.set(`${ofClass.text}.${name}`, text);
    }
  }
  return words;
};
