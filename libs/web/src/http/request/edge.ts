import { randomUUID } from 'node:crypto';
import type { Account, Identification } from '@ttg/access';
import type { Request } from 'express';

/** What the edge knows of a request, besides what is in it. */
export interface Edge {
  readonly correlationId: string;
  /** Where traces are drawn, the step that its answer is, as a W3C `traceparent`. */
  readonly step?: string;
  readonly identification?: Identification;
  /** How its write is told from all others, where it can be repeated. */
  readonly repeatable?: Repeatable;
}

export interface Repeatable {
  /** Actor, method, path and key, as a keyed hash. */
  readonly scope: string;
  /** The body, as a keyed hash. */
  readonly body: string;
}

const edges = new WeakMap<object, Edge>();

export const setEdge = (request: Request, edge: Edge): void => void edges.set(request, edge);

/** Of a request that failed before the edge saw it (a body that could not be read), a new correlation id. */
export const edgeOf = (request: Request): Edge => {
  const known = edges.get(request);
  if (known) return known;
  const edge = { correlationId: correlationIdOf(request) };
  edges.set(request, edge);
  return edge;
};

export const accountOf = (request: Request): Account | undefined => edgeOf(request).identification?.account;

/**
 * The caller's own id where it is one; it is written into events and logs, so nothing but letters, digits, dot and dash. Else
 * the caller's trace, written as a UUID, so that what follows here stands in it; else a new one.
 */
export const correlationIdOf = ({ headers }: Pick<Request, 'headers'>): string => {
  const given = headers['x-correlation-id'];
  if (typeof given === 'string' && /^[\w.-]{1,64}$/.test(given)) return given;
  return traceOf(headers['traceparent']) ?? randomUUID();
};

/** @returns the trace of a W3C `traceparent` as a UUID, or nothing where it is none. */
export const traceOf = (traceparent: unknown): string | undefined => {
  if (typeof traceparent !== 'string') return undefined;
  const [, trace] = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-|$)/.exec(traceparent) ?? [];
  return trace?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
