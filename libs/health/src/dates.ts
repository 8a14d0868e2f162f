import { date } from '@ttg/calendar';
import { type IsoDate, isoDate } from '@ttg/event-sourcing';

/** A date as it came in, checked by the validator. */
export const dayOf = (text: string): IsoDate => isoDate(date(text));

/** The request with its day read; today where it names none. */
export const dated = <Request extends { readonly on?: string }>(
  request: Request,
): Omit<Request, 'on'> & { readonly on?: IsoDate } => ({
  ...request,
  on: request.on === undefined ? undefined : dayOf(request.on),
});
