import type { Request } from 'express';

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The request carries a body in a form that no parser of ours reads. */
export const hasForeignBody = (request: Request): boolean =>
  request.body === undefined && hasBody(request) && !request.is(['json', '+json', 'urlencoded', 'multipart']);
