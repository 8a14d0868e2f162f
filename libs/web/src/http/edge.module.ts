import { Module, type DynamicModule, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessTokens, ClientIdentities, DemoIdentities, Identities, NoIdentities } from '@ttg/access';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { KeptAnswers } from './idempotency/kept-answers';
import { RepeatableRequests } from './idempotency/repeatable-requests';
import { ProblemDetailsFilter } from './problems/problem-details.filter';
import { RequestContextMiddleware } from './request/request-context.middleware';
import { RequestPipe } from './validation/validation-pipe';
import { IdentityGuard } from './who/identity.guard';
import { WrittenInterceptor } from './writing/written.interceptor';

export interface EdgeOptions {
  /** Whether demo identities are accepted. */
  readonly demo: boolean;
}

/**
 * The HTTP edge of every service: who asks, what may come in, how it is answered. Needs `Vault`, `EventStore`,
 * `ProjectionWaiter` and the pool of EventSourcingModule; people see problems as pages where a global module gives `ErrorPages`.
 */
@Module({})
export class EdgeModule implements NestModule {
  static forRoot({ demo }: EdgeOptions): DynamicModule {
    return {
      module: EdgeModule,
      global: true,
      providers: [
        KeptAnswers,
        RepeatableRequests,
        AccessTokens,
        {
          provide: Identities,
          inject: [AccessTokens],
          useFactory: (tokens: AccessTokens) =>
            new ClientIdentities(tokens, demo ? new DemoIdentities() : new NoIdentities()),
        },
        { provide: APP_FILTER, useClass: ProblemDetailsFilter },
        { provide: APP_GUARD, useClass: IdentityGuard },
        // The outermost first: what is kept is what a handler returned, what is sent is made of it.
        { provide: APP_INTERCEPTOR, useClass: WrittenInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useClass: RequestPipe },
      ],
      exports: [AccessTokens, Identities, KeptAnswers],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestContextMiddleware).forRoutes('{*path}');
  }
}
