import { Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RequestContext } from '@ttg/event-sourcing';
import { edgeOf, setEdge } from '@ttg/web/http/request/edge';
import type { NextFunction, Request, Response } from 'express';
import { Measures } from '../metrics/measures';
import { secondsBetween, whileWaiting } from '../metrics/seconds';
import { type Step, parseTraceparent, traceIdOf, traceparentOf } from '../tracing/trace-ids';
import { newStep, Tracing } from '../tracing/tracing';
import { methodOf, routeOf } from './route-of';

/** What is known of a request when it has been answered, or broke off. */
interface Answered {
  readonly method: string;
  readonly route: string;
  /** 499 where whoever asked has gone before the answer was out. */
  readonly status: number;
  readonly began: number;
  readonly ended: number;
}

/** Measures, draws and logs every request, before anything else sees it: also what is refused unread. */
@Injectable()
export class RequestObserver {
  private readonly logger = new Logger('Requests');
  private readonly duration;

  constructor(
    host: HttpAdapterHost,
    measures: Measures,
    private readonly tracing: Tracing,
  ) {
    this.duration = measures.histogram(
      {
        name: 'ttg_http_request_seconds',
        help: 'Requests by the pattern of their address; 499 where the caller had gone',
        labels: ['method', 'route', 'status'],
      },
      whileWaiting,
    );
    // Now, while the application is put together: what is used later stands behind the reading of bodies. Commands have no server.
    const observe = (request: Request, response: Response, next: NextFunction): void =>
      this.observe(request, response, next);
    if (host.httpAdapter?.getType() === 'express') host.httpAdapter.use(observe);
  }

  private observe(request: Request, response: Response, next: NextFunction): void {
    const began = performance.now();
    const edge = edgeOf(request);
    // Whoever asks after our health does so every few seconds.
    const step =
      this.tracing.isOn && !request.path.startsWith('/health') ? newStep(traceIdOf(edge.correlationId)) : undefined;
    if (step) setEdge(request, { ...edge, step: traceparentOf(step) });
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      const answered = { method: methodOf(request), route: routeOf(request), status, began, ended: performance.now() };
      this.tell(answered, edge.correlationId);
      if (step) this.draw(answered, step, parseTraceparent(request.headers['traceparent']));
    });
    next();
  }

  private tell({ method, route, status, began, ended }: Answered, correlationId: string): void {
    this.duration.observe({ method, route, status }, secondsBetween(began, ended));
    // By now nobody is acting any more.
    RequestContext.runAsNobody({ correlationId }, () =>
      this.logger.log(`${method} ${route} ${status} ${Math.round(ended - began)} ms`),
    );
  }

  private draw({ method, route, status, began, ended }: Answered, step: Step, caller: Step | undefined): void {
    const isSame = caller?.traceId === step.traceId;
    this.tracing.record({
      step,
      ...(caller && (isSame ? { parent: caller } : { answers: caller })),
      name: `${method} ${route}`,
      kind: 'server',
      began,
      ended,
      attributes: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status },
      ...(status >= 500 && { failed: String(status) }),
    });
  }
}
