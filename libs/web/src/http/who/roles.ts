import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Account, Role } from '@ttg/access';
import type { Request } from 'express';
import { accountOf } from '../request/edge';

export const rolesKey = 'ttg:roles';
export const publicKey = 'ttg:public';

/** Only these roles may; on a class, for all its handlers. */
export const Roles = (...roles: readonly [Role, ...Role[]]): ClassDecorator & MethodDecorator =>
  SetMetadata(rolesKey, roles);

/** Anybody may, signed in or not. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(publicKey, true);

/** Who is signed in; nobody on a public address. */
export const CurrentAccount = createParamDecorator((_data: unknown, context: ExecutionContext): Account | undefined =>
  accountOf(context.switchToHttp().getRequest<Request>()),
);
