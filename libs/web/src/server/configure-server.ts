import type { NestExpressApplication } from '@nestjs/platform-express';
import { boundBody, refuseBrokenText } from './body-bounds';
import { securityHeaders } from './security-headers';

/** Room for the longest notes a field takes, many times over; more is refused before it is read. */
const bodyLimit = '4mb';

/**
 * What every service of ours has in common before its first request: headers, limits, and no tag of Express's own (the tag of
 * an answer is the stream's revision). Create the application with `bodyParser: false`.
 */
export const configureServer = (app: NestExpressApplication): void => {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders);
  const asJson = ['application/json', 'application/*+json'];
  const json = { limit: bodyLimit, strict: true, type: asJson, verify: refuseBrokenText };
  app.useBodyParser('json', json);
  app.useBodyParser('urlencoded', { limit: bodyLimit, extended: false });
  app.use(boundBody);
};
