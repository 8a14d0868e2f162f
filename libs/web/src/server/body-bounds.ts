import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

/** How deep lists and objects may stand in one another: no request of ours needs a quarter of it. */
const deepest = 20;
/** How many values a body may hold: every council there is, ten times over. */
const mostValues = 5000;

/** What the edge turns into a problem: see `transport-problem.ts`. */
const unreadable = (type: string): Error => Object.assign(new Error(type), { type });

/** @throws Error where bytes are not the UTF-8 they are said to be: decoding would put another character in their place. */
export const refuseBrokenText = (_: IncomingMessage, __: ServerResponse, body: Buffer, encoding: string): void => {
  if (encoding === 'utf-8' && !isUtf8(body)) throw unreadable('text.broken');
};

/** Refuses a body that is small in bytes and endless in shape, before anything walks through it. */
export const boundBody = ({ body }: Request, _: Response, next: NextFunction): void =>
  next(isWithinBounds(body) ? undefined : unreadable('entity.too.intricate'));

/** Small enough in shape to walk through. */
export const isWithinBounds = (body: unknown): boolean => {
  let values = 0;
  const fits = (value: unknown, depth: number): boolean => {
    values += 1;
    if (values > mostValues || depth > deepest) return false;
    if (typeof value !== 'object' || value === null) return true;
    return Object.values(value).every((inner) => fits(inner, depth + 1));
  };
  return fits(body, 0);
};
