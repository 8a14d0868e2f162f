import { Body, Get, Post, Query, Res } from '@nestjs/common';
import { demoAccounts, demoIdentityCookie, findDemoAccount } from '@ttg/access';
import type { Response } from 'express';
import { Public, ReadsOnly } from '../http';
import { ownPath } from '../pages/own-path';
import { page } from '../pages/page';
import { Html, PageController } from '../pages/page-controller';

const template = 'web/src/demo-identity/views/identity.njk';

/** Where one chooses who to be in a demonstration. Only there with DEMO. */
@Public()
@PageController('demo/identity')
export class DemoIdentityPages {
  @Get()
  @Html()
  choose(@Query('to') to: unknown, @Res({ passthrough: true }) response: Response): Promise<string> {
    return page(response, template, { title: 'Choose a demo account', accounts: demoAccounts, to: ownPath(to) });
  }

  /** Sets the cookie and leads back to where she wanted to go. */
  @Post()
  @ReadsOnly()
  async chosen(@Body() typed: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const to = ownPath(typed['to']);
    const account = typeof typed['account'] === 'string' ? findDemoAccount(typed['account']) : undefined;
    if (!account) {
      const errors = [{ text: 'Choose an account', href: '#account' }];
      const html = await page(response, template, {
        title: 'Choose a demo account',
        accounts: demoAccounts,
        to,
        errors,
      });
      return void response.status(400).type('html').send(html);
    }
    const secure = response.req.secure;
    response.cookie(demoIdentityCookie, account.id, { httpOnly: true, sameSite: 'lax', path: '/', secure });
    response.redirect(303, to);
  }
}
