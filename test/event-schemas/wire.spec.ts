import type { IsoInstant, Position, StoredEvent } from '@ttg/event-sourcing';
import { noticeAttributesOf, readSchemas } from '@ttg/messaging/contract';
import { eventHeaders, noticeHeaders } from '@ttg/messaging/contract/asyncapi/headers';
import { binary, toMessage } from '@ttg/messaging/cloud-events/event-message';
import { contexts } from '../event-versions/contexts';
import { closed, validatorOf } from './wire-schemas';

const events = async (): Promise<StoredEvent[]> =>
  (await contexts())
    .flatMap(({ fixtures }) => fixtures)
    .map(({ stored }, revision) => ({
      ...stored,
      stream: 'fixture-1',
      revision,
      position: String(revision) as Position,
    }));

describe('the headers of a message', () => {
  it('are those that are described, for every event that was ever written', async () => {
    const isValid = validatorOf(closed(eventHeaders));
    for (const event of await events()) {
      isValid(toMessage(event).headers);
      expect([event.type, isValid.errors]).toEqual([event.type, null]);
    }
  });

  it('lack the case where there is none', async () => {
    const isValid = validatorOf(closed(eventHeaders));
    const [event] = await events();
    if (!event) throw new Error('There are fixtures.');
    const { caseId: _caseId, ...ofAPerson } = event.metadata;
    const { headers } = toMessage({ ...event, metadata: { ...ofAPerson, causationId: event.id } }, '0' as Position);
    expect(headers).not.toHaveProperty('ce_caseid');
    expect(isValid(headers)).toBe(true);
  });

  it.each(['ce_id', 'ce_type', 'ce_dataschema', 'ce_position', 'content-type'])('cannot lack %s', async (name) => {
    const isValid = validatorOf(eventHeaders);
    const [event] = await events();
    const { [name]: _left, ...headers } = event ? (toMessage(event).headers ?? {}) : {};
    expect(isValid(headers)).toBe(false);
  });

  it('name a schema that there is', async () => {
    const known = new Set(readSchemas().map(({ $id }) => $id));
    for (const event of await events()) expect(known).toContain(toMessage(event).headers?.['ce_dataschema']);
  });
});

describe('a notice to a council', () => {
  const attributes = noticeAttributesOf({
    id: '0197a1b2-0000-7000-8000-000000000001',
    type: 'council.referral-made',
    time: '2027-03-24T09:30:00Z' as IsoInstant,
  });

  it('has the headers that are described, and none of hers', () => {
    const { headers } = binary('synthetic-referral', attributes, { detailUrl: 'https://gate.example/' });
    const isValid = validatorOf(closed(noticeHeaders));
    isValid(headers);
    expect(isValid.errors).toBeNull();
  });

  it('names the schema of its data: an address and nothing else', () => {
    const schema = readSchemas().find(({ $id }) => $id === attributes.dataschema);
    if (!schema) throw new Error('It has a schema.');
    const isValid = validatorOf(closed(schema));
    expect(isValid({ detailUrl: 'https://gate.example/api/v1/housing/referrals/1' })).toBe(true);
    expect(isValid({ detailUrl: 'https://gate.example/', council: 'E09000028' })).toBe(false);
  });
});
