import type { Response } from 'express';

/**
 * A page as HTML: the template with what is given to it, beside what every page shows (configurePages).
 * @param template from libs on, `readiness/src/pages/views/board.njk`
 */
export const page = (response: Response, template: string, content: object): Promise<string> =>
  new Promise((resolve, reject) =>
    response.render(template, content, (error: Error | null, html?: string) =>
      error ? reject(error) : resolve(html ?? ''),
    ),
  );
