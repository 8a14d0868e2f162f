import { Personal, Refusal } from '@ttg/event-sourcing';
import { identifierAdded, identifierWithdrawn } from '../events';
import { type PersonDecision, registered } from '../person/person';
import type { OpenIdentifier } from '../person/persons';

/** Why a number is not hers, or not any more. */
export const identifierWithdrawalReasons = ['entered-in-error', 'belongs-to-someone-else', 'replaced'] as const;

export interface WithdrawIdentifier extends OpenIdentifier {
  readonly reason: (typeof identifierWithdrawalReasons)[number];
}

/** What her record holds, in clear and in its order. */
type InClear = readonly (OpenIdentifier | undefined)[];

export class IdentifierNotHers extends Refusal {
  readonly code = 'identifier-not-hers';
  override readonly field = 'value';

  constructor() {
    super('No such number is on her record. Look at the numbers there.');
  }
}

const isSame = (one: OpenIdentifier, other: OpenIdentifier | undefined): boolean =>
  one.kind === other?.kind && one.value === other.value;

/** Another number of hers: she may have had several. On her record already, it writes nothing. */
export const addIdentifier =
  ({ kind, value }: OpenIdentifier, inClear: InClear): PersonDecision =>
  (state) => {
    const { personId, identifiers } = registered(state);
    const isThere = identifiers.some(({ withdrawn }, index) => !withdrawn && isSame({ kind, value }, inClear[index]));
    return isThere ? [] : identifierAdded({ personId, kind, value: Personal.of(value) });
  };

/** The number is not hers, or not any more. Withdrawn already, it writes nothing, so that what follows can be completed. */
export const withdrawIdentifier =
  ({ kind, value, reason }: WithdrawIdentifier, inClear: InClear): PersonDecision =>
  (state) => {
    const { personId, identifiers } = registered(state);
    const hers = identifiers.flatMap(({ withdrawn }, which) =>
      isSame({ kind, value }, inClear[which]) ? [{ which, withdrawn }] : [],
    );
    if (hers.length === 0) throw new IdentifierNotHers();
    const standing = hers.find(({ withdrawn }) => !withdrawn);
    if (!standing) return [];
    return identifierWithdrawn({ personId, kind, value: Personal.of(value), which: standing.which, reason });
  };
