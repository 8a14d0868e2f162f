import { createRequire } from 'node:module';
import type typescript from 'ts-json-schema-generator/node_modules/typescript';

/** The compiler that the generator brings with it: a node of another means nothing to it. */
export const ts = createRequire(require.resolve('ts-json-schema-generator'))('typescript') as typeof typescript;

export type Program = typescript.Program;
export type SourceNode = typescript.Node;
export type TypeAlias = typescript.TypeAliasDeclaration;
