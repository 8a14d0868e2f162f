import { applyDecorators, Controller, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SameOriginGuard } from './same-origin.guard';

/** A controller of pages: its forms are taken from our own pages only, and the description of the API leaves it out. */
export const PageController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(SameOriginGuard), ApiExcludeController());

/** A handler that answers with HTML. */
export const Html = (): MethodDecorator => Header('Content-Type', 'text/html; charset=utf-8');
