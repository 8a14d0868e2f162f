import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerTypes } from '@ttg/housing/council-messages/answer-types';
import { readAnswer } from '@ttg/housing/council-messages/read-answer';
import { cloudEventOf } from '@ttg/messaging/cloud-events/inbound-message';
import { answers, dataSchemaOf, type EventSchema, readSchemas } from '@ttg/messaging/contract';
import { answerHeaders } from '@ttg/messaging/contract/asyncapi/headers';
import { validatorOf } from './wire-schemas';

const page = readFileSync(join(__dirname, '../../docs/councils.md'), 'utf8');
const [referralId, updateId] = ['00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000004'];
const on = '2027-02-02';

/** One of each, with all of its fields. */
const samples: Readonly<Record<string, object>> = {
  'council.receipt': { on, how: 'automatic', by: 'Synthetic desk', reference: 'SYN-1' },
  'council.contact-attempt': { on, how: 'phone', outcome: 'no-answer' },
  'council.contact': { on, how: 'video' },
  'council.call-slot': { on, slotAt: '2027-02-09T10:00:00Z' },
  'council.decision': {
    ...{ section: 's.195', decidedOn: on, notifiedOn: on, reason: 'other', words: 'Synthetic reasons' },
    outcome: 'PRIORITY_NEED',
  },
  'council.duty-end': { on, section: 's.195', reason: 'none' },
  'council.reconfirmation': { on, by: 'Synthetic desk' },
  'council.update-acknowledgement': { on, updateId },
};

const schemaOf = (type: string): EventSchema => {
  const schema = readSchemas().find(({ $id }) => $id === dataSchemaOf(type, 1));
  if (!schema) throw new Error(`${type} has no schema.`);
  return schema;
};
const isTaken = async (type: string, data: object): Promise<boolean> => {
  const read = readAnswer({ specversion: '1.0', id: 'synthetic-1', source: 'urn:synthetic', type, data });
  return read.then(
    () => true,
    () => false,
  );
};

describe('what councils may say in messages', () => {
  it('is what is described', () => {
    expect(Object.keys(answerTypes)).toEqual(answers);
    expect(Object.keys(samples)).toEqual(answers);
  });

  it.each(answers)(
    '%s is described as it is read: with no field more, and none less that must be there',
    async (type) => {
      const data = { referralId, ...samples[type] };
      const schema = schemaOf(type);
      const isValid = validatorOf(schema);
      const both = async (said: object) => [isValid(said), await isTaken(type, said)];
      expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(data).sort());
      expect(await both(data)).toEqual([true, true]);
      expect(await both({ ...data, herName: 'Synthetica' })).toEqual([false, false]);
      for (const name of Object.keys(data)) {
        const rest = Object.fromEntries(Object.entries(data).filter(([field]) => field !== name));
        const isNeeded = schema.required?.includes(name) ?? false;
        expect([name, await both(rest)]).toEqual([name, [!isNeeded, !isNeeded]]);
        expect([name, await both({ ...data, [name]: 7 })]).toEqual([name, [false, false]]);
      }
    },
  );

  it.each([
    { specversion: '0.3' },
    { specversion: undefined },
    { id: 'two words' },
    { id: 'x'.repeat(201) },
    { type: 'council.gossip' },
  ])('is nothing where its attributes are as in %j', async (changed) => {
    const event = { specversion: '1.0', id: '1', type: 'council.contact', data: { referralId, how: 'video' } };
    await expect(readAnswer(event)).resolves.toMatchObject({ referralId });
    await expect(readAnswer({ ...event, ...changed })).rejects.toMatchObject({ code: 'malformed-message' });
  });
});

describe('docs/councils.md', () => {
  it('names each type there is', () => {
    const named = [...page.matchAll(/^\| `(council\.[a-z-]+)`/gm)].map(([, type]) => type);
    expect(named).toEqual(answers);
  });

  it('shows a message that is taken', async () => {
    const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as {
      readonly headers: Readonly<Record<string, string>>;
      readonly value: object;
    };
    expect(validatorOf(answerHeaders)(shown.headers)).toBe(true);
    expect(validatorOf(schemaOf(shown.headers['ce_type'] ?? ''))(shown.value)).toBe(true);
    const event = cloudEventOf({ headers: { ...shown.headers }, value: Buffer.from(JSON.stringify(shown.value)) });
    await expect(readAnswer(event)).resolves.toMatchObject({ id: shown.headers['ce_id'] });
  });
});
