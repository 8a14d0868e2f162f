import type { Vault } from '@ttg/event-sourcing';
import type { Role } from '@ttg/access';
import { accommodationType } from '@ttg/reference';
import type { Accommodation, Place, Placement, Tenancy } from '../accommodation/accommodation';
import { counts } from '../accommodation/counts';
import { nightsOf } from '../accommodation/places';
import { openFields, type Opened } from '../opened';
import type { ReferralSummary } from '../referral-inbox/referral-summary';

export interface PlaceView extends Omit<Opened<Place>, 'address'> {
  readonly description: string;
  readonly nights?: number;
  /** Does it count as done: somewhere to live, safe, and asked in private? */
  readonly counts: boolean;
  /** `protected` where it is shown to the named lead alone. */
  readonly address?: string;
}

export interface CaseView {
  readonly caseId: string;
  readonly tenancy?: Opened<Tenancy>;
  readonly accommodation: readonly PlaceView[];
  readonly placementReferrals: readonly Opened<Placement>[];
  readonly referrals: readonly Omit<ReferralSummary, 'caseId'>[];
}

interface Reading {
  readonly vault: Vault;
  readonly role: Role;
  /** Her address is protected, whoever asks. */
  readonly addressProtected: boolean;
}

/** Where she lived, where she will live, and what was asked of councils. */
export const caseView = async (
  caseId: string,
  { tenancy, places, placements }: Accommodation,
  referrals: readonly ReferralSummary[],
  reading: Reading,
): Promise<CaseView> => ({
  caseId,
  tenancy: tenancy && (await openFields(reading.vault, tenancy)),
  accommodation: await Promise.all(places.map((place) => placeView(place, reading))),
  placementReferrals: await Promise.all(placements.map((placement) => openFields(reading.vault, placement))),
  referrals: referrals.map(({ caseId: _, ...referral }) => referral),
});

const placeView = async ({ address, ...place }: Place, reading: Reading): Promise<PlaceView> => ({
  ...(await openFields(reading.vault, place)),
  description: accommodationType(place.type)?.description ?? place.type,
  nights: nightsOf(place),
  counts: counts(place),
  address: await addressFor({ address, safe: place.safe }, reading),
});

/** A safe address is shown to those who arrange it; a protected one, or one she fears, to the named lead alone (E.2). */
const addressFor = async (
  { address, safe }: Pick<Place, 'address' | 'safe'>,
  { vault, role, addressProtected }: Reading,
): Promise<string | undefined> => {
  if (!address) return undefined;
  const arranges = role === 'prison-resettlement' || role === 'probation-practitioner';
  const mayRead = role === 'domestic-abuse-lead' || (arranges && !addressProtected && safe !== 'no');
  return mayRead ? (await openFields(vault, { address })).address : 'protected';
};
