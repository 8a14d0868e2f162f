import { type Program, type SourceNode, ts } from './typescript';

/** What the source says of an event beside its definition: the type of its data, and the words above it. */
export interface Shape {
  readonly type: string;
  readonly data: SourceNode | undefined;
  readonly words: string | undefined;
}

/** @returns every `export const … = defineEvent<Data>()('type', …)` of the program's dictionaries. */
export const shapesIn = (program: Program): Shape[] =>
  program
    .getRootFileNames()
    .flatMap((name) => program.getSourceFile(name)?.statements ?? [])
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) =>
      statement.declarationList.declarations.flatMap(({ initializer }) => {
        const shape = initializer && shapeOf(initializer);
        return shape ? [{ ...shape, words: wordsAbove(statement) }] : [];
      }),
    );

const shapeOf = (initializer: SourceNode): Omit<Shape, 'words'> | undefined => {
  if (!ts.isCallExpression(initializer) || !ts.isCallExpression(initializer.expression)) return undefined;
  const { expression: defining, typeArguments } = initializer.expression;
  const [type] = initializer.arguments;
  if (!ts.isIdentifier(defining) || defining.text !== 'defineEvent' || !type || !ts.isStringLiteral(type))
    return undefined;
  return { type: type.text, data: typeArguments?.[0] };
};

/** The last comment above it: one further up, with a blank line between, is about what follows on the page. */
const wordsAbove = (statement: SourceNode): string | undefined => {
  const comment = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc).at(-1)?.comment;
  return ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ');
};
