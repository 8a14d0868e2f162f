import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { projectionsKey, WaitsForInterceptor } from './waits-for.interceptor';

/**
 * A read that shows a writer her own write: with `Read-After: <Event-Position>` (or `?after=`) it waits up to a second until
 * these projections have come so far, and else answers 503 "being saved".
 */
export const WaitsFor = (...projections: readonly [string, ...string[]]): MethodDecorator =>
  applyDecorators(
    SetMetadata(projectionsKey, projections),
    UseInterceptors(WaitsForInterceptor),
    ApiHeader({
      name: 'Read-After',
      required: false,
      description: 'The Event-Position of your write: the answer includes it.',
    }),
    ApiQuery({
      name: 'after',
      type: String,
      required: false,
      description: 'As Read-After, where no header can be sent.',
    }),
    ApiResponse({ status: 400, description: 'A problem: nothing was written here under that position.' }),
    ApiResponse({
      status: 503,
      description: 'A problem: what you wrote is still being saved. Ask again after a second.',
    }),
  );
