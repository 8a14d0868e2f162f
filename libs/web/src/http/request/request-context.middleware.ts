import { Injectable, type NestMiddleware } from '@nestjs/common';
import { Identities, type Account } from '@ttg/access';
import { RequestContext } from '@ttg/event-sourcing';
import type { NextFunction, Request, Response } from 'express';
import { RepeatableRequests } from '../idempotency/repeatable-requests';
import { unsupportedMediaType } from '../problems/transport-problem';
import { readCookies } from './cookies';
import { edgeOf, setEdge } from './edge';
import { hasForeignBody } from './has-foreign-body';

/** Tells everything that a request leads to who acts and in answer to what. Comes first of all. */
@Injectable()
export class RequestContextMiddleware implements NestMiddleware {
  constructor(
    private readonly identities: Identities,
    private readonly repeatableRequests: RepeatableRequests,
  ) {}

  async use(request: Request, response: Response, next: NextFunction): Promise<void> {
    const { correlationId, step } = edgeOf(request);
    response.set('X-Correlation-Id', correlationId);
    try {
      const identification = await this.identities.identify(credentialsOf(request));
      if (hasForeignBody(request)) throw unsupportedMediaType();
      const { account } = identification;
      const repeatable = account && this.repeatableRequests.read(request, account);
      setEdge(request, { correlationId, step, identification, repeatable });
      if (!account) return RequestContext.runAsNobody({ correlationId, step }, next);
      // The body is part of it: the same key with another body, once it is forgotten, must not find the first one's events.
      const idempotencyScope = repeatable && `${repeatable.scope}|${repeatable.body}`;
      RequestContext.run({ actor: actorOf(account), correlationId, idempotencyScope, step }, next);
    } catch (error) {
      next(error);
    }
  }
}

const actorOf = ({ id, role, organisation }: Account) => ({ id, role, organisation });

const credentialsOf = ({ headers }: Request) => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()])),
  cookies: readCookies(headers.cookie),
});
