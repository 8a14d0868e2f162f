import type { CustodyEvent } from '@ttg/custody/events';
import { type Evolution, type IsoDate, type Recorded } from '@ttg/event-sourcing';
import { inbox } from '../inbox-actor';
import type { OpenCase } from './her';

interface Stay extends OpenCase {
  readonly closed: boolean;
}

/** A case as this inbox sees it, folded from the events of `custody`. */
export const stayOf: Evolution<Stay | undefined, Recorded<CustodyEvent>> = {
  initial: undefined,
  evolve: (stay, event) => {
    const changed = event.type === 'custody.woman-received' ? begun(event.data) : stay && change(stay, event);
    const isOurs = event.metadata.actor.id === inbox.id;
    if (!changed || isOurs) return changed;
    return { ...changed, untouched: false, ...(saysInside(event) && { insideAsOf: event.metadata.recordedAt }) };
  },
};

/** Of its own reversals the inbox knows when they happened; of a person's, only when they were recorded. */
const saysInside = ({ type }: CustodyEvent): boolean => type === 'custody.release-reversed';

type Reception = Extract<CustodyEvent, { readonly type: 'custody.woman-received' }>['data'];

const begun = ({ caseId, prison, receivedOn, legalStatus }: Reception): Stay => ({
  ...{ caseId, status: 'in-custody', prison, receivedOn, hereSince: receivedOn, legalStatus },
  ...{ untouched: true, closed: false },
});

const change = (stay: Stay, { type, data }: CustodyEvent): Stay => {
  switch (type) {
    case 'custody.moved-to-prison':
      return { ...stay, prison: data.to, hereSince: data.on };
    case 'custody.released':
      return { ...stay, status: 'released', releasedOn: data.on };
    case 'custody.release-reversed':
      return { ...stay, status: 'in-custody', releasedOn: undefined };
    case 'custody.custody-status-changed':
      return { ...stay, legalStatus: data.legalStatus };
    case 'custody.sentenced':
      return ['suspended', 'other'].includes(data.sentenceType) ? stay : { ...stay, legalStatus: 'sentenced' };
    case 'custody.case-closed':
      return { ...stay, closed: true };
    case 'custody.case-reopened':
      return { ...stay, closed: false };
    case 'custody.release-date-set':
      return { ...stay, releaseDate: { date: data.date, type: data.type, source: data.source } };
    case 'custody.release-date-changed':
      return { ...stay, releaseDate: { ...data.after, source: data.source } };
    case 'custody.release-date-withdrawn':
      return { ...stay, releaseDate: undefined };
    default:
      return stay;
  }
};

/** The later of two days. */
export const later = (one: IsoDate, other: IsoDate): IsoDate => (one > other ? one : other);
