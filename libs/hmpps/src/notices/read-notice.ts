import { InvalidIdentifier, parsePrisonNumber, type PrisonNumber } from '@ttg/reference';
import { type DomainEvent, UnreadableMessage } from './domain-event';
import type { Notice } from './notice';

type Reader = (event: DomainEvent) => Notice;

const told = ({ occurredAt: at, detailUrl }: DomainEvent) => ({ at, detailUrl });

const text = ({ additionalInformation }: DomainEvent, field: string): string | undefined => {
  const value = additionalInformation[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const required = (event: DomainEvent, field: string): string => {
  const value = text(event, field);
  if (value === undefined) throw new UnreadableMessage(`additionalInformation.${field}`);
  return value;
};

/** @throws UnreadableMessage */
const number = (event: DomainEvent, field: string): PrisonNumber => {
  try {
    return parsePrisonNumber(required(event, field));
  } catch (error) {
    if (error instanceof InvalidIdentifier) throw new UnreadableMessage(`additionalInformation.${field}`);
    throw error;
  }
};

const received: Reader = (event) => ({
  ...{ kind: 'received', ...told(event), prisonNumber: number(event, 'nomsNumber') },
  ...{ prison: text(event, 'prisonId'), reason: required(event, 'reason') },
});

const released: Reader = (event) => ({
  ...{ kind: 'released', ...told(event), prisonNumber: number(event, 'nomsNumber') },
  ...{ prison: text(event, 'prisonId'), reason: required(event, 'reason') },
  movementReasonCode: text(event, 'nomisMovementReasonCode'),
});

const datesChanged =
  (field: string): Reader =>
  (event) => ({ kind: 'dates-changed', ...told(event), prisonNumber: number(event, field) });

/**
 * The events that are acted on, by type (catalogue: ministryofjustice/hmpps-domain-events). The first two families tell of the
 * same movements: `prison-offender-events` 45 minutes later and not at all where it was reversed meanwhile,
 * `prisoner-offender-search` at once.
 */
const readers: Readonly<Record<string, Reader>> = {
  'prison-offender-events.prisoner.received': received,
  'prison-offender-events.prisoner.released': released,
  'prisoner-offender-search.prisoner.received': received,
  'prisoner-offender-search.prisoner.released': released,
  'prison-offender-events.prisoner.sentence-dates-changed': datesChanged('nomsNumber'),
  'calculate-release-dates.prisoner.changed': datesChanged('prisonerId'),
  'prison-offender-events.prisoner.fixed-term-recall.changed': datesChanged('nomsNumber'),
  'prison-offender-events.prisoner.merged': (event) => ({
    ...{ kind: 'merged', ...told(event) },
    ...{ kept: number(event, 'nomsNumber'), removed: number(event, 'removedNomsNumber') },
  }),
  'prison-offender-events.prisoner.booking.moved': (event) => ({
    ...{ kind: 'booking-moved', ...told(event) },
    ...{ from: number(event, 'movedFromNomsNumber'), to: number(event, 'movedToNomsNumber') },
  }),
};

/** @returns nothing for an event of a type that is not acted on. @throws UnreadableMessage */
export const noticeOf = (event: DomainEvent): Notice | undefined =>
  Object.hasOwn(readers, event.eventType) ? readers[event.eventType]?.(event) : undefined;
