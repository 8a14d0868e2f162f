/**
 * Domain events as HMPPS publishes them, with made-up numbers. The two envelopes are those of tests in
 * ministryofjustice/hmpps-restricted-patients-api and ministryofjustice/hmpps-incident-reporting-api; the fields of the others are
 * those of the catalogue (ministryofjustice/hmpps-domain-events).
 */

interface Published {
  readonly eventType: string;
  readonly occurredAt: string;
  readonly additionalInformation: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** As SNS puts it into an SQS queue. */
export const enveloped = (event: Published, messageId = '5b90ee7d-67bc-5959-a4d8-b7d420180853') => ({
  Type: 'Notification',
  MessageId: messageId,
  Message: JSON.stringify(event),
  Timestamp: '2021-09-01T09:18:28.725Z',
  MessageAttributes: { eventType: { Type: 'String', Value: event.eventType } },
});

const noms = (value: string) => ({ identifiers: [{ type: 'NOMS', value }] });

/** 45 minutes behind, and not at all where it was reversed meanwhile. */
export const delayedReceived = (nomsNumber: string, occurredAt: string, changed: object = {}): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.received', version: 1, occurredAt },
  ...{
    publishedAt: occurredAt,
    description: 'A prisoner has been received into prison',
    personReference: noms(nomsNumber),
  },
  additionalInformation: {
    ...{ nomsNumber, reason: 'ADMISSION', details: 'ACTIVE IN:ADM-24', currentLocation: 'IN_PRISON', prisonId: 'BZI' },
    ...{ nomisMovementReasonCode: '24', currentPrisonStatus: 'UNDER_PRISON_CARE', ...changed },
  },
});

export const delayedReleased = (nomsNumber: string, occurredAt: string, changed: object = {}): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.released', version: 1, occurredAt },
  ...{
    publishedAt: occurredAt,
    description: 'A prisoner has been released from prison',
    personReference: noms(nomsNumber),
  },
  additionalInformation: {
    ...{
      nomsNumber,
      prisonId: 'BZI',
      reason: 'RELEASED',
      nomisMovementReasonCode: 'CR',
      currentLocation: 'OUTSIDE_PRISON',
    },
    ...{ currentPrisonStatus: 'NOT_UNDER_PRISON_CARE', details: 'INACTIVE OUT:REL-CR', ...changed },
  },
});

/** At once. @param host of Prisoner Search: it tells where more is to be had */
export const received = (
  nomsNumber: string,
  occurredAt: string,
  changed: object = {},
  host = 'https://prisoner-search.example',
): Published => ({
  ...{ eventType: 'prisoner-offender-search.prisoner.received', version: 1, occurredAt },
  ...{ description: 'A prisoner has been received into prison', detailUrl: `${host}/prisoner/${nomsNumber}` },
  additionalInformation: { nomsNumber, reason: 'NEW_ADMISSION', prisonId: 'BZI', ...changed },
});

export const released = (
  nomsNumber: string,
  occurredAt: string,
  changed: object = {},
  host = 'https://prisoner-search.example',
): Published => ({
  ...{ eventType: 'prisoner-offender-search.prisoner.released', version: 1, occurredAt },
  ...{ description: 'A prisoner has been released from prison', detailUrl: `${host}/prisoner/${nomsNumber}` },
  additionalInformation: { nomsNumber, reason: 'RELEASED', prisonId: 'BZI', ...changed },
});

export const sentenceDatesChanged = (nomsNumber: string, occurredAt: string): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.sentence-dates-changed', version: 1, occurredAt },
  additionalInformation: { nomsNumber, bookingId: 1201102, sentenceCalculationId: 5628783 },
});

export const releaseDatesCalculated = (prisonerId: string, occurredAt: string): Published => ({
  ...{ eventType: 'calculate-release-dates.prisoner.changed', version: 1, occurredAt },
  additionalInformation: { prisonerId, bookingId: 1201102 },
});

export const fixedTermRecallChanged = (nomsNumber: string, occurredAt: string): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.fixed-term-recall.changed', version: 1, occurredAt },
  additionalInformation: { nomsNumber, bookingId: 1201102 },
});

export const merged = (nomsNumber: string, removedNomsNumber: string, occurredAt: string): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.merged', version: 1, occurredAt },
  additionalInformation: { bookingId: '1201102', nomsNumber, removedNomsNumber, reason: 'MERGE' },
});

/** Its version is text. */
export const bookingMoved = (
  movedFromNomsNumber: string,
  movedToNomsNumber: string,
  occurredAt: string,
): Published => ({
  ...{ eventType: 'prison-offender-events.prisoner.booking.moved', version: '1.0', occurredAt },
  additionalInformation: { bookingId: '123000', movedFromNomsNumber, movedToNomsNumber },
});
