import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { demoIdentityHeader, type Role } from '@ttg/access';
import type { Request } from 'express';
import { Problem } from '../problems/problem';
import { edgeOf } from '../request/edge';
import { publicKey, rolesKey } from './roles';

/** Lets in who is signed in and has a role for it. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(publicKey, places)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { identification } = edgeOf(request);
    if (!identification?.account) throw notSignedIn(identification?.howToSignIn ?? 'Sign in first.');
    if (identification.by === 'cookie') refuseForeignSite(request);
    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(rolesKey, places);
    if (roles && !roles.includes(identification.account.role)) throw notYourRole(roles);
    return true;
  }
}

/** A cookie is sent by the browser, whoever wrote the page: nothing is changed at the wish of another site. */
const refuseForeignSite = ({ method, headers }: Request): void => {
  const site = headers['sec-fetch-site'];
  if (['GET', 'HEAD'].includes(method) || site === undefined || site === 'same-origin' || site === 'none') return;
  const detail = 'The form came from another site. Open the page here and send it again.';
  throw new Problem({ status: 403, code: 'foreign-site', title: 'That did not come from our pages', detail });
};

const notSignedIn = (detail: string): Problem =>
  new Problem({
    status: 401,
    code: 'not-signed-in',
    title: 'Nobody is signed in',
    detail,
    headers: { 'WWW-Authenticate': `Bearer realm="through-the-gate", ${demoIdentityHeader}` },
  });

const notYourRole = (roles: readonly Role[]): Problem =>
  new Problem({
    status: 403,
    code: 'not-your-role',
    title: 'Your role may not do this',
    detail: `This is done by: ${roles.join(', ')}. Ask one of them, or sign in with that role if it is yours.`,
  });
