import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * The one inline script of our pages: govuk-frontend's template marks the body as having JavaScript. A test compares this
 * hash with the template that is installed.
 */
export const govukTemplateScript = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='";

const own = ["'self'"];

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

const policy = (more: Readonly<Record<string, string[]>> = {}): Handler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: own,
        scriptSrc: [...own, govukTemplateScript],
        styleSrc: own,
        imgSrc: own,
        fontSrc: own,
        connectSrc: own,
        formAction: own,
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...more,
      },
    },
    // The default, no-referrer, makes browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });

/** The page that shows the API's description has styles and pictures of its own within it. */
const descriptionPolicy = policy({ styleSrc: [...own, "'unsafe-inline'"], imgSrc: [...own, 'data:'] });
const pagePolicy = policy();

/**
 * Headers of every answer: a content security policy under which nothing from elsewhere runs, and nothing kept by browsers or
 * proxies, since most of what we show is about one woman. Assets say themselves how long they may be kept.
 */
export const securityHeaders: Handler = (request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  const apply = request.url?.startsWith('/api/docs') ? descriptionPolicy : pagePolicy;
  apply(request, response, next);
};
