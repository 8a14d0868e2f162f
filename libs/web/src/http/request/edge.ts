import { randomUUID } from 'node:crypto';
import type { Account, Identification } from '@ttg/access';
import type { Request } from 'express';

/** What the edge knows of a request, besides what is in it. */
export interface Edge {
  readonly correlationId: string;
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

/** The caller's own id where it is one; it is written into events and logs, so nothing but letters, digits, dot and dash. */
export const correlationIdOf = (request: Request): string => {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
};
