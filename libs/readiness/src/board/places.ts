import type { PlainDate } from '@ttg/calendar';
import { councilByCode, findPrison, prisons, successorOn } from '@ttg/reference';
import type { Place } from './board-view';

export const prisonPlace = (id: string): Place => ({ code: id, name: findPrison(id)?.name ?? id });

export const allPrisons = (): Place[] => prisons.map(({ id, name }) => ({ code: id, name }));

/** A council by its code, or the one that took its place since. */
export const councilPlace = (code: string, today: PlainDate): Place => {
  const council = councilByCode(code);
  if (!council) return { code, name: code };
  return { code, name: (successorOn(council, today) ?? council).name };
};
