import type { Evolution, Recorded } from '@ttg/event-sourcing';
import { type CaseEvent, type CustodyCase, custodyCase } from './custody-case';

/** A case as it stands, with all that led to it. */
export interface CaseHistory {
  readonly state: CustodyCase;
  readonly events: readonly Recorded<CaseEvent>[];
}

export const caseHistory: Evolution<CaseHistory, Recorded<CaseEvent>> = {
  initial: { state: custodyCase.initial, events: [] },
  evolve: ({ state, events }, event) => ({ state: custodyCase.evolve(state, event), events: [...events, event] }),
};

/** The events of some types, oldest first. */
export const those = <Type extends CaseEvent['type']>(
  events: CaseHistory['events'],
  ...types: readonly Type[]
): readonly Extract<Recorded<CaseEvent>, { readonly type: Type }>[] =>
  events.filter((event): event is Extract<Recorded<CaseEvent>, { readonly type: Type }> =>
    types.some((type) => type === event.type),
  );
