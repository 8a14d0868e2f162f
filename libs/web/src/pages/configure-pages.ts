import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { accountOf } from '../http/request/edge';
import { Assets } from './assets';
import { nunjucksEnvironment, type PagesOptions } from './views';

/** Sets up the templates and what they need: to be called once, after `configureServer`, before the application listens. */
export const configurePages = (app: NestExpressApplication, options: PagesOptions): void => {
  const assets = new Assets();
  app.use('/assets', assets.serve);
  app.use(whatEveryPageShows);
  nunjucksEnvironment(assets, options).express(app.getHttpAdapter().getInstance());
  app.setViewEngine('njk');
};

/** Who is signed in is known only after this: so it is looked up when a page is made. */
const whatEveryPageShows = (request: Request, response: Response, next: NextFunction): void => {
  Object.defineProperty(response.locals, 'account', { get: () => accountOf(request), enumerable: true });
  response.locals['here'] = withoutPosition(request);
  next();
};

/** The address of this page without what a write adds to it for one read. */
const withoutPosition = ({ originalUrl, method }: Request): string => {
  if (method !== 'GET') return '/';
  const [path = '/', query = ''] = originalUrl.split('?');
  const kept = new URLSearchParams(query);
  kept.delete('after');
  return kept.size === 0 ? path : `${path}?${kept.toString()}`;
};
