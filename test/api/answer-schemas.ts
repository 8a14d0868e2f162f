import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');

export type Schema = Readonly<Record<string, unknown>>;

/** What a read answers: its body, and whether it comes with the revision as its ETag. */
export interface Answer {
  readonly schema: Schema;
  readonly hasEtag: boolean;
}

/** The body of every read of the API by its operation, as the types of the controllers have it. */
export const answerSchemas = (): Readonly<Record<string, Answer>> => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const controllers = fileNames.filter((name) => /\/libs\/(?!web\/)[^/]+\/src\/.*api\.ts$/.test(name));
  const program = ts.createProgram(controllers, options);
  const read = new AnswerReader(program.getTypeChecker());
  const answers = controllers.flatMap((name) => {
    const source = program.getSourceFile(name);
    return source ? read.answersIn(source) : [];
  });
  return Object.fromEntries(answers.sort(([one], [other]) => (one < other ? -1 : 1)));
};

const decoratorNames = (node: ts.HasDecorators): readonly string[] =>
  (ts.getDecorators(node) ?? []).map(({ expression }) =>
    ts.isCallExpression(expression) ? expression.expression.getText() : expression.getText(),
  );

/** A read: by GET, or a POST that writes nothing. */
const isRead = (method: ts.MethodDeclaration): boolean =>
  decoratorNames(method).some((name) => name === 'Get' || name === 'ReadsOnly');

/** Dates are text with a brand: the name of the brand tells which. */
const formats: Readonly<Record<string, string>> = { IsoDate: 'date', IsoInstant: 'date-time', PlainDate: 'date' };

class AnswerReader {
  constructor(private readonly checker: ts.TypeChecker) {}

  answersIn(source: ts.SourceFile): (readonly [operation: string, Answer])[] {
    return source.statements.filter(ts.isClassDeclaration).flatMap((controller) =>
      controller.members
        .filter(ts.isMethodDeclaration)
        .filter(isRead)
        .map((method) => [`${controller.name?.text}.${method.name.getText()}`, this.answerOf(method)] as const),
    );
  }

  private answerOf(method: ts.MethodDeclaration): Answer {
    const signature = this.checker.getSignatureFromDeclaration(method);
    if (!signature) throw new Error(`${method.name.getText()} has no signature.`);
    const returned = this.checker.getReturnTypeOfSignature(signature);
    const type = this.checker.getAwaitedType(returned) ?? returned;
    const body = type.symbol?.name === 'Current' ? type.getProperty('body') : undefined;
    return { schema: this.schemaOf(body ? this.checker.getTypeOfSymbol(body) : type), hasEtag: body !== undefined };
  }

  private schemaOf(type: ts.Type): Schema {
    const format = formats[type.aliasSymbol?.name ?? type.symbol?.name ?? ''];
    if (format) return { type: 'string', format };
    if (type.isUnion()) return this.anyOf(type.types);
    return this.plain(type) ?? this.list(type) ?? this.inItsOwnForm(type) ?? this.object(type);
  }

  private anyOf(types: readonly ts.Type[]): Schema {
    const present = types.filter((type) => !isAbsent(type));
    const words = present.filter((type) => type.isStringLiteral()).map(({ value }) => value);
    const booleans = present.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral);
    const others = present.filter((type) => !type.isStringLiteral() && !(flags(type) & ts.TypeFlags.BooleanLiteral));
    const all = [
      ...(words.length > 0 ? [{ type: 'string', enum: words.sort() }] : []),
      ...(booleans.length === 2 ? [{ type: 'boolean' }] : booleans.map((type) => this.schemaOf(type))),
      ...others.map((type) => this.schemaOf(type)),
    ];
    const [only] = all;
    return only && all.length === 1 ? only : { anyOf: all };
  }

  private plain(type: ts.Type): Schema | undefined {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags(type) & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags(type) & ts.TypeFlags.Null) return { type: 'null' };
    if (isOf(type, ts.TypeFlags.StringLike)) return { type: 'string' };
    if (isOf(type, ts.TypeFlags.NumberLike)) return { type: 'number' };
    if (flags(type) & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags(type) & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive))
      throw new Error('An answer of the API says of each field what it holds: this one is unknown.');
    return undefined;
  }

  private list(type: ts.Type): Schema | undefined {
    if (!this.checker.isArrayType(type)) return undefined;
    const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
    return { type: 'array', ...(item && { items: this.schemaOf(item) }) };
  }

  /** What an object makes of itself for JSON. */
  private inItsOwnForm(type: ts.Type): Schema | undefined {
    const toJson = type.getProperty('toJSON');
    const [signature] = toJson ? this.checker.getTypeOfSymbol(toJson).getCallSignatures() : [];
    return signature && this.schemaOf(this.checker.getReturnTypeOfSignature(signature));
  }

  private object(type: ts.Type): Schema {
    const fields = this.checker
      .getPropertiesOfType(type)
      .filter((field) => !isAbsent(this.checker.getTypeOfSymbol(field)))
      .map((field) => ({ field, ...this.fieldOf(field) }));
    const byAnyName = type.getStringIndexType();
    const required = fields.filter(({ isOptional }) => !isOptional).map(({ field }) => field.name);
    return {
      type: 'object',
      ...(required.length > 0 && { required }),
      ...(fields.length > 0 && {
        properties: Object.fromEntries(fields.map(({ field, schema }) => [field.name, schema])),
      }),
      ...(byAnyName && { additionalProperties: this.schemaOf(byAnyName) }),
    };
  }

  private fieldOf(field: ts.Symbol): { readonly schema: Schema; readonly isOptional: boolean } {
    const type = this.checker.getTypeOfSymbol(field);
    const isOptional = Boolean(field.flags & ts.SymbolFlags.Optional) || (type.isUnion() && type.types.some(isAbsent));
    const words = ts.displayPartsToString(field.getDocumentationComment(this.checker)).replace(/\s+/g, ' ');
    try {
      return { schema: { ...this.schemaOf(type), ...(words && { description: words }) }, isOptional };
    } catch (error) {
      throw new Error(`${field.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

/** JSON leaves it out. */
const isAbsent = (type: ts.Type): boolean => Boolean(type.flags & ts.TypeFlags.Undefined);

const flags = (type: ts.Type): ts.TypeFlags => type.flags;

/** Also where a brand is put on it. */
const isOf = (type: ts.Type, kind: ts.TypeFlags): boolean =>
  Boolean(type.flags & kind) || (type.isIntersection() && type.types.some((part) => part.flags & kind));
