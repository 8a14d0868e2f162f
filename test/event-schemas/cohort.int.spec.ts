import { randomBytes } from 'node:crypto';
import { date } from '@ttg/calendar';
import { EventStore, isoDate, type StoredEvent } from '@ttg/event-sourcing';
import { toMessage } from '@ttg/messaging/cloud-events/event-message';
import { dataSchemaOf, readSchemas } from '@ttg/messaging/contract';
import { eventHeaders } from '@ttg/messaging/contract/asyncapi/headers';
import { readSettings } from '@ttg/process/settings';
import type { ValidateFunction } from 'ajv/dist/2020';
import { withSimulation } from '../../apps/all-in-one/src/simulation/open-simulation';
import { testDatabase } from '../postgres/database';
import { closed, validatorOf } from './wire-schemas';

jest.setTimeout(180_000);

const key = (): string => randomBytes(32).toString('base64');
const settings = readSettings({
  DATABASE_URL: 'postgresql://app@db/x',
  DEMO: 'on',
  MASTER_KEY: key(),
  INDEX_KEY: key(),
});

/** Every event that a cohort of made-up women leaves behind, as it stands in the store. */
const toldEvents = async (): Promise<readonly StoredEvent[]> => {
  const database = await testDatabase();
  try {
    return await withSimulation(settings, database.appUrl, async ({ kernel, tell }) => {
      // One of these is recorded as released by a slip.
      await tell({ women: 14, seed: 6, from: isoDate(date('2026-07-01')), to: isoDate(date('2026-09-20')) });
      return (await kernel.get(EventStore).readAll({ limit: 10_000 })).events;
    });
  } finally {
    await database.drop();
  }
};

describe('what a cohort of women leaves behind', () => {
  it('is as the schemas have it, with no field, no code and no header that they do not name', async () => {
    const events = await toldEvents();
    expect(events.length).toBeGreaterThan(300);
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(40);
    expect(events.some(({ type }) => type === 'custody.release-reversed')).toBe(true);
    const isValid = new Map<string, ValidateFunction>(readSchemas().map((one) => [one.$id, validatorOf(closed(one))]));
    const hasHeaders = validatorOf(closed(eventHeaders));
    for (const event of events) {
      const { type, version, data } = event;
      const isAsDescribed = isValid.get(dataSchemaOf(type, version));
      isAsDescribed?.(data);
      hasHeaders(toMessage(event).headers);
      const errors = [isAsDescribed?.errors, hasHeaders.errors];
      expect({ type, errors }).toEqual({ type, errors: [null, null] });
    }
  });
});
