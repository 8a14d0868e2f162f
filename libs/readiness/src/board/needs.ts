import { legalStatuses } from '@ttg/reference';
import type { BoardFacts } from './board-row';
import type { BoardRow, Need } from './board-view';
import { seesHealth, type Viewer } from './viewer';

const notShown: Need = { status: 'not-shown', words: '' };

/** How her four needs stand, as the viewer may know it. */
export const needsOf = (
  row: BoardFacts,
  viewer: Viewer,
): Pick<BoardRow, 'accommodation' | 'gp' | 'medication' | 'agreements'> => ({
  accommodation: row.accommodation,
  gp: seesHealth(viewer) ? row.gp : notShown,
  medication: seesHealth(viewer) ? row.medicines : notShown,
  agreements: viewer.reader === 'prison-healthcare' ? notShown : row.agreements,
});

/** Why she is there is no business of a council's. */
export const legalStatusInWords = ({ legalStatus, released }: BoardFacts, { reader }: Viewer): string => {
  if (released) return 'released';
  if (reader === 'council-housing') return 'in prison';
  return legalStatus ? legalStatuses.label(legalStatus).toLowerCase() : 'not known';
};
