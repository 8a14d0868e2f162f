import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Problem } from '../http';

const harmless = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A form changes something only when it stood on a page of ours. Browsers say so themselves: in `Sec-Fetch-Site`, older ones
 * in `Origin`. What sends neither is no browser, so no page can have made it send.
 */
export const isFromOwnPages = ({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean => {
  if (harmless.includes(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === undefined || hostOf(headers.origin) === headers.host;
};

/** `Origin: null`, from a sandboxed frame or after a redirect between sites, is nobody's host. */
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** Refuses what another site made the browser send. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (isFromOwnPages(context.switchToHttp().getRequest<Request>())) return true;
    throw new Problem({
      status: 403,
      code: 'foreign-site',
      title: 'That did not come from our pages',
      detail: 'The form came from another site, so nothing was done. Open the page here and send it again.',
    });
  }
}
