import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { EventMetadata, EventToAppend, IsoInstant } from '@ttg/event-sourcing';

/** A place that nothing was written to before: one of a category that all of these share. */
export const newStream = (): string => `dutyToRefer-${randomUUID()}`;

/** An event of everyday size: a council's receipt. About 140 bytes of data beside 330 of metadata. */
export const sampleEvent = (): EventToAppend => ({
  id: v7(),
  type: 'housing.referral-received',
  version: 1,
  data,
  metadata,
});

const data = {
  referralId: '0d8f5d0e-7c3c-4c53-9a0e-2f7a53a3a7f1',
  caseId: '4b5f2d0e-2b0f-4d6c-8c3e-5b0c4f6d9a11',
  at: '2027-03-05T09:12:44.512Z',
  on: '2027-03-05',
  how: 'portal',
} as const;

const at = '2027-03-05T09:12:44.512Z' as IsoInstant;
const metadata: EventMetadata = {
  caseId: data.caseId,
  personId: '9f1c2d3e-4b5a-4697-8877-665544332211',
  actor: { id: 'housing-southwark', role: 'council-housing', organisation: 'E09000028' },
  occurredAt: at,
  recordedAt: at,
  correlationId: '1f0e9d8c-7b6a-4958-8473-625140392817',
};
