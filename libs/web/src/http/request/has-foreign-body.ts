import type { Request } from 'express';

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const json = ['json', '+json'];

/** The API reads JSON alone: a form is what a page of another site could make a browser send. Pages read forms too. */
const readHere = ({ originalUrl }: Request): string[] =>
  originalUrl.startsWith('/api/') ? json : [...json, 'urlencoded'];

/** The request carries a body in a form that is not read at this address. */
export const hasForeignBody = (request: Request): boolean => hasBody(request) && !request.is(readHere(request));
