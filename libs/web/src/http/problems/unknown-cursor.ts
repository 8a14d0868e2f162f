import { Problem } from './problem';

/** Text that is no place in a list of ours. An empty page would say that there is nothing. */
export class UnknownCursor extends Problem {
  constructor(field = 'cursor') {
    const fix = 'Send it as the page before gave it, or leave it out to begin anew.';
    super({
      status: 400,
      code: 'unknown-cursor',
      title: 'That is not a place in the list',
      detail: fix,
      errors: [{ field, message: `${field} is not one of ours.`, fix }],
    });
  }
}
