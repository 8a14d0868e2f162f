import { Problem } from '@ttg/web/http';

/** A read model of ours has not come as far as the store: the answer would be of yesterday. */
export class BeingSaved extends Problem {
  constructor() {
    super({
      status: 503,
      code: 'being-saved',
      title: 'Something is still being saved',
      detail: 'What was recorded a moment ago is not to be seen everywhere yet. Send it again in a second.',
      headers: { 'Retry-After': '1' },
    });
  }
}
