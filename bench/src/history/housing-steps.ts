import { type DomainEvent, Personal } from '@ttg/event-sourcing';
import {
  accommodationConfirmed,
  agreementGiven,
  type AgreementTo,
  contactMade,
  dutyToReferMade,
  referralDrafted,
  referralReceived,
  sheWasAskedWhoMustNotKnow,
} from '@ttg/housing/events';
import { councilByCode } from '@ttg/reference';
import type { Step, Woman } from './case-story';

/** Southwark, Camden, Lambeth, Leeds, Bristol. */
const councils = ['E09000028', 'E09000007', 'E09000022', 'E08000035', 'E06000023'].flatMap(
  (code) => councilByCode(code)?.code ?? [],
);

/** Her referral with its three agreements; a place for three women in four. */
export const housingSteps = (woman: Woman): Step[] => [...referral(woman), ...place(woman)];

const referral = ({ caseId, referralId, index, received, days }: Woman): Step[] => {
  const council = councils[index % councils.length];
  if (!council) return [];
  const about = { caseId, referralId };
  const step = (after: number, event: DomainEvent): Step => ({
    day: received + after,
    stream: `dutyToRefer-${referralId}`,
    event,
  });
  const on = (after: number) => days.on(received + after);
  const agreed = (to: AgreementTo): Step =>
    step(
      11,
      agreementGiven({ ...about, to, ...(to === 'choice-of-council' && { council }), on: on(11), how: 'face-to-face' }),
    );
  const content = Personal.of({ name: `Example Synthetic-${index}`, contact: {} });
  return [
    step(10, referralDrafted({ ...about, reason: 'homeless' })),
    ...(['referral', 'choice-of-council', 'pass-on-contact-details'] as const).map(agreed),
    step(
      11,
      sheWasAskedWhoMustNotKnow({
        ...about,
        inPrivate: true,
        council,
        anyoneAtThisCouncil: 'no',
        anyoneInThisArea: 'no',
      }),
    ),
    step(12, dutyToReferMade({ ...about, council, reason: 'homeless', on: on(12), receiptDueBy: on(15), content })),
    step(14, referralReceived({ ...about, at: days.at(received + 14, index), on: on(14), how: 'portal' })),
    step(16, contactMade({ ...about, on: on(16), how: 'phone' })),
  ];
};

const place = ({ caseId, referralId, index, received, release, days }: Woman): Step[] => {
  if (index % 4 === 1) return [];
  const [from, to] = [days.on(release), days.on(release + 84)];
  const event = accommodationConfirmed({
    caseId,
    accommodationId: referralId,
    type: 'A16',
    from,
    to,
    safe: 'yes',
    askedInPrivate: true,
  });
  // Some are found early, most of them late.
  const day = Math.max(release - (index % 3 === 0 ? 60 : 14), received + 18);
  return [{ day, stream: `accommodation-${caseId}`, event }];
};
