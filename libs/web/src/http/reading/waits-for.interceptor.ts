import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EventStore, type Position } from '@ttg/event-sourcing';
import { ProjectionWaiter } from '@ttg/event-sourcing/projections/waiter';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Problem } from '../problems/problem';

export const projectionsKey = 'ttg:waits-for';

/** Milliseconds. Longer than a projection needs, shorter than a person waits. */
const patience = 1000;

@Injectable()
export class WaitsForInterceptor implements NestInterceptor {
  constructor(
    private readonly waiter: ProjectionWaiter,
    private readonly store: EventStore,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const position = await this.positionOf(context.switchToHttp().getRequest<Request>());
    if (position !== undefined)
      await this.waitFor(this.reflector.get<string[]>(projectionsKey, context.getHandler()), position);
    return next.handle();
  }

  private async waitFor(projections: readonly string[], position: Position): Promise<void> {
    const reached = await Promise.all(projections.map((name) => this.waiter.waitFor(name, position, patience)));
    if (reached.every(Boolean)) return;
    throw new Problem({
      status: 503,
      code: 'being-saved',
      title: 'What you wrote is being saved',
      detail: 'It is safe, and does not show here yet. Ask again in a second.',
      headers: { 'Retry-After': '1' },
    });
  }

  private async positionOf({ headers, query }: Request): Promise<Position | undefined> {
    const given = headers['read-after'] ?? query.after;
    if (given === undefined) return undefined;
    const position = typeof given === 'string' ? this.store.parsePosition(given) : undefined;
    if (position !== undefined && (await this.wasGivenOut(position))) return position;
    throw new Problem({
      status: 400,
      code: 'malformed-position',
      title: 'That is not a position',
      detail:
        'Nothing was written here under that position. Send the Event-Position of the answer to your write as it came, or leave it out.',
    });
  }

  /** A position to come was never the answer to a write: to wait for it, or to say "it is safe", would be a lie. */
  private async wasGivenOut(position: Position): Promise<boolean> {
    const last = await this.store.lastPosition();
    return last !== undefined && this.store.comparePositions(position, last) <= 0;
  }
}
