import { custodyEvents, type CustodyEvent } from '@ttg/custody/events';
import type { AnyEventDefinition, DomainEvent, Recorded } from '@ttg/event-sourcing';
import {
  gpRegistrationEvents,
  medicationHandoverEvents,
  type GpRegistrationEvent,
  type MedicationHandoverEvent,
} from '@ttg/health/events';
import {
  accommodationEvents,
  dutyToReferEvents,
  type AccommodationEvent,
  type DutyToReferEvent,
} from '@ttg/housing/events';
import { sharingEvents, type SharingEvent } from '@ttg/sharing/events';
import { readinessEvents, type ReadinessEvent } from '../events';
import { foldAccommodation, noAccommodation } from './accommodation-facts';
import { foldCustody, noCustody } from './custody-facts';
import { noFacts, type Facts } from './facts';
import { foldGp, noGp } from './gp-facts';
import { foldMedicines, noMedicines } from './medicines-facts';
import { foldReadiness, noReadiness } from './readiness-facts';
import { draftedReferral, foldReferral, type ReferralFacts } from './referral-facts';
import { foldSharing, noSharing } from './sharing-facts';

const {
  openCaseReserved: _openCaseReserved,
  openCaseReleased: _openCaseReleased,
  immigrationHoldStarted: _immigrationHoldStarted,
  immigrationHoldEnded: _immigrationHoldEnded,
  ...custodyEventsOfCase
} = custodyEvents;
const { referralCarriedOver: _carriedOver, ...referralEvents } = dutyToReferEvents;
const { taskAccepted, taskDone, taskHandedOver } = readinessEvents;

export type FactEvent =
  | CustodyEvent
  | DutyToReferEvent
  | AccommodationEvent
  | GpRegistrationEvent
  | MedicationHandoverEvent
  | SharingEvent
  | ReadinessEvent;

type Evolve = (facts: Facts, event: Recorded<FactEvent>) => Facts;

/** For every event of a dictionary, the part of the facts that it changes. */
const part = <Event extends DomainEvent>(
  dictionary: Readonly<Record<string, AnyEventDefinition>>,
  evolve: (facts: Facts, event: Recorded<Event>) => Facts,
): readonly (readonly [string, Evolve])[] =>
  // The dictionary names the events that `evolve` takes: the table below is the only caller.
  Object.values(dictionary).map(({ type }) => [type, evolve as unknown as Evolve]);

const parts = new Map<string, Evolve>([
  ...part<CustodyEvent>(custodyEventsOfCase, (facts, event) => {
    const custody = foldCustody(facts.custody ?? noCustody, event);
    return custody === facts.custody ? facts : { ...facts, custody };
  }),
  ...part<DutyToReferEvent>(referralEvents, (facts, event) => {
    const { referralId } = event.data;
    const before = facts.housing.referrals[referralId];
    const referral = foldReferral(before ?? draftedReferral(referralId), event);
    return referral === before ? facts : withReferral(facts, referral);
  }),
  ...part<AccommodationEvent>(accommodationEvents, (facts, event) => {
    const accommodation = foldAccommodation(facts.housing.accommodation ?? noAccommodation, event);
    if (accommodation === facts.housing.accommodation) return facts;
    return { ...facts, housing: { ...facts.housing, accommodation } };
  }),
  ...part<GpRegistrationEvent>(gpRegistrationEvents, (facts, event) => ({
    ...facts,
    health: { ...facts.health, gp: foldGp(facts.health.gp ?? noGp, event) },
  })),
  ...part<MedicationHandoverEvent>(medicationHandoverEvents, (facts, event) => ({
    ...facts,
    health: { ...facts.health, medicines: foldMedicines(facts.health.medicines ?? noMedicines, event) },
  })),
  ...part<SharingEvent>(sharingEvents, (facts, event) => {
    const sharing = foldSharing(facts.sharing ?? noSharing, event);
    return sharing === facts.sharing ? facts : { ...facts, sharing };
  }),
  ...part<ReadinessEvent>({ taskAccepted, taskDone, taskHandedOver }, (facts, event) => {
    const readiness = foldReadiness(facts.readiness ?? noReadiness, event);
    return readiness === facts.readiness ? facts : { ...facts, readiness };
  }),
]);

const withReferral = (facts: Facts, referral: ReferralFacts): Facts => ({
  ...facts,
  housing: { ...facts.housing, referrals: { ...facts.housing.referrals, [referral.referralId]: referral } },
});

/** The events that facts are made of. A referral that is carried over needs two documents: `carryReferralOver`. */
export const factEvents: readonly AnyEventDefinition[] = [
  ...Object.values(custodyEventsOfCase),
  ...Object.values(referralEvents),
  ...Object.values(accommodationEvents),
  ...Object.values(gpRegistrationEvents),
  ...Object.values(medicationHandoverEvents),
  ...Object.values(sharingEvents),
  taskAccepted,
  taskDone,
  taskHandedOver,
];

/**
 * The facts of a case after one more of its events. Pure. Events of one stream must come in order; streams may come in any
 * order among each other. Events that no rule looks at give the same facts back.
 */
export const evolveFacts = (facts: Facts | undefined, event: Recorded<FactEvent>): Facts => {
  const evolve = parts.get(event.type);
  return evolve ? evolve(facts ?? noFacts, event) : (facts ?? noFacts);
};

/**
 * Her return to custody takes a live referral over: agreements, receipt and the council's clock go with her, and so does that its
 * council must not know.
 * @param from the facts of the case that the referral belonged to
 * @param to the facts of the case that is open now
 */
export const carryReferralOver = (
  from: Facts | undefined,
  to: Facts | undefined,
  event: Recorded<Extract<FactEvent, { type: 'housing.referral-carried-over' }>>,
): Facts => {
  const facts = to ?? noFacts;
  const referral = from?.housing.referrals[event.data.referralId];
  if (!referral) return facts;
  const forbidden = Object.values(from?.sharing?.notWith ?? {});
  const mustNotKnow = referral.made && forbidden.includes(referral.made.council);
  return withReferral(facts, mustNotKnow ? { ...referral, mustNotKnow } : referral);
};
