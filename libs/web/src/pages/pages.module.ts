import { type DynamicModule, Module } from '@nestjs/common';
import { DemoIdentityPages } from '../demo-identity/pages';
import { ErrorPages } from '../http';
import { PagesForErrors } from './error-pages';
import type { PagesOptions } from './views';

/** What all pages share: how errors are shown and, with DEMO, where an account is chosen. Goes with `configurePages`. */
@Module({})
export class WebPagesModule {
  static forRoot(options: PagesOptions): DynamicModule {
    return {
      module: WebPagesModule,
      global: true,
      controllers: options.demo ? [DemoIdentityPages] : [],
      providers: [{ provide: ErrorPages, useFactory: () => new PagesForErrors(options) }],
      exports: [ErrorPages],
    };
  }
}
