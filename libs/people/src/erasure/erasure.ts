import { NotFound } from '@ttg/event-sourcing';
import { personalDataErased } from '../events';
import type { PersonDecision } from '../person/person';

export const erasureBases = [
  'retention-period-over',
  'her-request-upheld',
  'registered-in-error',
  'court-order',
] as const;

/** Who may decide it: an office, never a name. */
export const erasureAuthorities = ['data-protection-officer', 'information-asset-owner', 'court'] as const;

export interface ErasePersonalData {
  readonly basis: (typeof erasureBases)[number];
  readonly authorisedBy: (typeof erasureAuthorities)[number];
}

/** Her personal data is to be unreadable. Done already, it writes nothing, so that what follows can be completed. */
export const erasePersonalData =
  ({ basis, authorisedBy }: ErasePersonalData): PersonDecision =>
  (state) => {
    if (state.status === 'unknown') throw new NotFound('woman');
    if (state.status === 'erased') return [];
    return personalDataErased({ personId: state.personId, basis, authorisedBy });
  };
