import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ErrorPages, type Problem } from '../http';
import { page } from './page';
import type { PagesOptions } from './views';

/** Codes of problems that pass by themselves: the page offers to try again. */
const passing = ['being-saved', 'not-available', 'changed-meanwhile', 'repeat-in-flight', 'unexpected'];

/** Problems as pages. Someone who is not signed in is led to where she can choose an account. */
@Injectable()
export class PagesForErrors extends ErrorPages {
  constructor(private readonly options: PagesOptions) {
    super();
  }

  async render(problem: Problem, correlationId: string, request: Request, response: Response): Promise<void> {
    if (problem.status === 401 && this.options.demo) {
      const to = request.method === 'GET' ? request.originalUrl : '/';
      return response.redirect(303, `/demo/identity?${new URLSearchParams({ to }).toString()}`);
    }
    const html = await page(response, 'web/src/pages/views/error.njk', {
      title: titles[problem.code] ?? problem.title,
      herPage: problem.code === 'not-found' ? undefined : herPage.exec(request.path)?.[0],
      problem: {
        detail: details[problem.code] ?? problem.detail,
        errors: problem.errors,
        correlationId: problem.status >= 500 && correlationId,
      },
      retry: passing.includes(problem.code) && request.method === 'GET',
      changeAccount: this.options.demo && problem.status === 403,
    });
    response.type('html').send(html);
  }
}

/** Of a page below hers. */
const herPage = /^\/cases\/[^/]+(?=\/)/;

const titles: Readonly<Record<string, string>> = {
  'not-found': 'Page not found',
  unexpected: 'Sorry, there is a problem with the service',
};

/** In the words of a page, where the API's are those of a program. */
const details: Readonly<Record<string, string>> = {
  unexpected: 'Nothing you typed is shown or kept here. Try again in a moment.',
  'not-found':
    'If you typed the address, check it is correct. If it was a link to a woman’s page, it may not be one that your role can open.',
  'not-available': 'The database cannot be reached. Try again in a moment.',
};
