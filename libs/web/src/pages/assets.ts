import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** Fonts that are on the machine already: GDS Transport is licensed for gov.uk alone. */
const systemFonts = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif';

/** Takes out the licensed font: neither named nor fetched. */
export const withSystemFonts = (css: string): string =>
  css.replace(/@font-face\{[^}]*\}/g, '').replaceAll('GDS Transport,arial,sans-serif', systemFonts);

const asIs = (text: string): string => text;
const own = (file: string): string => join(__dirname, '../../assets', file);

const files = [
  {
    name: 'govuk-frontend.min.css',
    file: require.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'),
    prepare: withSystemFonts,
  },
  {
    name: 'moj-frontend.min.css',
    file: require.resolve('@ministryofjustice/frontend/moj/moj-frontend.min.css'),
    prepare: withSystemFonts,
  },
  { name: 'application.css', file: own('application.css'), prepare: asIs },
  {
    name: 'govuk-frontend.min.js',
    file: require.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.js'),
    prepare: asIs,
  },
  { name: 'init.mjs', file: own('init.mjs'), prepare: asIs },
  { name: 'gate.svg', file: own('gate.svg'), prepare: asIs },
] as const;

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  svg: 'image/svg+xml',
};

interface Asset {
  readonly fingerprint: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

const load = ({ name, file, prepare }: (typeof files)[number]): [string, Asset] => {
  // The maps are not served: a reference to them would be asked for in vain.
  const plain = Buffer.from(prepare(readFileSync(file, 'utf8')).replace(/\n?\/[/*]# sourceMappingURL=.*$/m, ''));
  const fingerprint = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  const type = `${types[name.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`;
  return [name, { fingerprint, type, plain, gzipped: gzipSync(plain) }];
};

/** Styles, scripts and the icon of our pages: read once, compressed once, and asked for by a URL that changes with the content. */
export class Assets {
  private readonly byName: ReadonlyMap<string, Asset> = new Map(files.map(load));

  /** @returns the URL under which an asset may be kept for a year. */
  url(name: (typeof files)[number]['name']): string {
    return `/assets/${name}?v=${this.byName.get(name)?.fingerprint ?? ''}`;
  }

  /** Answers GET and HEAD below /assets. Without the right fingerprint (a script that imports another) the browser asks again each time. */
  readonly serve = (request: Request, response: Response, next: () => void): void => {
    const asset = this.byName.get(request.path.slice(1));
    if (!asset || !['GET', 'HEAD'].includes(request.method)) return next();
    const isKept = request.query['v'] === asset.fingerprint;
    response.setHeader('Cache-Control', isKept ? 'public, max-age=31536000, immutable' : 'public, no-cache');
    response.setHeader('ETag', `"${asset.fingerprint}"`);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Content-Type', asset.type);
    if (request.fresh) return void response.status(304).end();
    const gzip = request.acceptsEncodings('gzip') === 'gzip';
    if (gzip) response.setHeader('Content-Encoding', 'gzip');
    response.end(gzip ? asset.gzipped : asset.plain);
  };
}
