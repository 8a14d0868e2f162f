import { Problem } from '@ttg/web/http';

/** What the form was about is not there any more, or never was for this account. */
export const noLongerThere = (what: string): Problem =>
  new Problem({
    status: 404,
    code: `${what}-no-longer-there`,
    title: `That ${what} no longer stands`,
    detail: `It may have been dealt with in the meantime, or it is not yours to answer. Her page shows what stands now.`,
  });
