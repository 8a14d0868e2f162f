import type { Request } from 'express';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * The pattern of the address that answered, `/cases/:caseId`: never the path, which holds ids, and of which there are endlessly
 * many. One word for all that has no pattern.
 */
export const routeOf = (request: Request): string => {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' && !path.includes('*') ? path : 'other';
};

/** Anybody can invent a method. */
export const methodOf = ({ method }: Request): string => (methods.has(method) ? method : 'OTHER');
