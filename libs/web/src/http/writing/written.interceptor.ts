import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Current } from '../reading/current';
import { Answer } from './written';

/** Sends `written(…)` and `current(…)`: headers and body in one place for all controllers. */
@Injectable()
export class WrittenInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    return next.handle().pipe(map((result: unknown) => send(result, request, response)));
  }
}

const send = (result: unknown, request: Request, response: Response): unknown => {
  if (result instanceof Answer) return sendAnswer(result, response);
  if (result instanceof Current) {
    if (result.revision !== undefined) response.set('ETag', etag(result.revision));
    return result.body;
  }
  if (result === undefined && request.method !== 'GET' && !response.headersSent) response.status(204);
  return result;
};

const sendAnswer = ({ status, ids, revision, position, location, isRepeated }: Answer, response: Response): unknown => {
  response.status(status).set('Cache-Control', 'no-store');
  if (revision !== undefined) response.set('ETag', etag(revision));
  if (position !== undefined) response.set('Event-Position', position);
  if (location !== undefined) response.set('Location', location);
  if (isRepeated) response.set('Idempotent-Replayed', 'true');
  return status === 204 || status === 303 ? undefined : { ...ids, revision, position };
};

const etag = (revision: number): string => `"${revision}"`;
