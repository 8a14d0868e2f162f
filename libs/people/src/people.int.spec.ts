import { randomUUID } from 'node:crypto';
import { caseClosed, openCaseReserved, womanReceived } from '@ttg/custody/events';
import { date } from '@ttg/calendar';
import {
  defineEvent,
  EventRegistry,
  EventStore,
  isoDate,
  isoInstant,
  MovableClock,
  Personal,
  ReadModels,
  SealingCodec,
  SealingVault,
  Vault,
} from '@ttg/event-sourcing';
import { parsePrisonId } from '@ttg/reference';
import { type ContextApp, startContext } from '../../../test/contexts/context-app';
import { identifierReserved, type Names } from './events';
import { PeopleModule } from './people.module';

/** The definition as it was: her NHS number in another compartment than today. */
const registeredBefore = defineEvent<{
  readonly personId: string;
  readonly synthetic: boolean;
  readonly names: Personal<Names>;
  readonly nhsNumber: Personal<string>;
}>()('people.person-registered', { sealed: { names: 'identity', nhsNumber: 'health' } });

const persons = '/api/v1/people/persons';
const names = { first: 'Synthetic', last: 'Example' };
const staff = 'resettlement-bronzefield';

let context: ContextApp;
let made = 0;
/** A prison number that nobody has. */
const newNumber = (): string => `A${String(1000 + (made += 1))}ZZ`;

beforeAll(async () => {
  context = await startContext([PeopleModule], '2027-01-11');
}, 120_000);
afterAll(() => context.close());

interface Registered {
  readonly id: string;
  readonly position: string;
}

const register = async (body: object): Promise<Registered> => {
  const answer = await context
    .as(staff)
    .post(persons, { names, synthetic: true, ...body })
    .expect(201);
  const { personId: id, position } = answer.body as { personId: string; position: string };
  return { id, position };
};
const show = async (id: string, as = staff): Promise<Record<string, unknown>> =>
  (await context.as(as).get(`${persons}/${id}`).expect(200)).body as Record<string, unknown>;
const search = async (body: object, after = ''): Promise<string[]> => {
  const headers: Record<string, string> = after ? { 'Read-After': after } : {};
  const answer = await context.as(staff).post(`${persons}/search`, body, headers).expect(200);
  return (answer.body as { persons: { personId: string }[] }).persons.map(({ personId }) => personId);
};

describe('registering a woman', () => {
  it('reads back what was written, to the letter, with its revision', async () => {
    const odd = { first: 'Zoë 👩🏽‍🦱', last: "نور'); drop table events;--", known: '{{7*7}}<script>' };
    const { id } = await register({
      names: odd,
      prisonNumber: newNumber(),
      dateOfBirth: '1990-02-28',
      crn: 'x 123456',
    });
    const answer = await context.as(staff).get(`${persons}/${id}`).expect(200).expect('ETag', '"0"');
    expect(answer.body).toMatchObject({
      names: odd,
      dateOfBirth: '1990-02-28',
      crns: ['X123456'],
      status: 'registered',
    });
  });

  it('refuses a prison number that is known, however it is written, and says where', async () => {
    const prisonNumber = newNumber();
    const { id } = await register({ prisonNumber });
    const written = ` ${prisonNumber.toLowerCase()} `;
    const again = await context.as(staff).post(persons, { names, prisonNumber: written }).expect(409);
    expect(again.body).toMatchObject({ type: 'urn:through-the-gate:problem:identifier-taken' });
    expect(again.headers.link).toBe(`<${persons}/${id}>; rel="related"`);
  });

  it('answers a repeat with the same key as the first time, and makes one record', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = { names, prisonNumber: newNumber(), synthetic: true };
    const first = await context.as(staff).post(persons, body, key).expect(201);
    const second = await context.as(staff).post(persons, body, key).expect(201);
    expect(second.body).toEqual(first.body);
  });

  it('makes one record of ten requests that come at once', async () => {
    const body = { names, prisonNumber: newNumber(), synthetic: true };
    const answers = await Promise.all(Array.from({ length: 10 }, () => context.as(staff).post(persons, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await search({ prisonNumber: body.prisonNumber })).toHaveLength(1);
  });

  it('completes a registration that was cut off after its number was reserved', async () => {
    const prisonNumber = newNumber();
    const cutOff = randomUUID();
    const stream = `identifier-${context.app.get(Vault).blindIndex('prison-number', prisonNumber)}`;
    await context.happened(
      stream,
      { personId: cutOff },
      identifierReserved({ personId: cutOff, kind: 'prison-number' }),
    );
    expect(await search({ prisonNumber })).toEqual([]);
    expect((await register({ prisonNumber })).id).toBe(cutOff);
    expect(await search({ prisonNumber })).toEqual([cutOff]);
  });

  it.each([
    ['no number', {}, 422, 'prisonNumber'],
    ['a wrong prison number', { prisonNumber: '1234' }, 400, 'prisonNumber'],
    ['an NHS number that fails its check', { prisonNumber: 'A9001AA', nhsNumber: '9434765918' }, 400, 'nhsNumber'],
    ['an NHS number of zeros', { prisonNumber: 'A9001AA', nhsNumber: '0000000000' }, 400, 'nhsNumber'],
    ['a day that does not exist', { prisonNumber: 'A9001AA', dateOfBirth: '1990-02-30' }, 400, 'dateOfBirth'],
    ['a birth to come', { prisonNumber: 'A9001AA', dateOfBirth: '2027-01-12' }, 422, 'dateOfBirth'],
    ['an unknown field', { prisonNumber: 'A9001AA', nationality: 'x' }, 400, 'nationality'],
    ['a wrong type', { prisonNumber: 5 }, 400, 'prisonNumber'],
    ['names that are not there', { prisonNumber: 'A9001AA', names: null }, 400, 'names'],
    ['control characters', { prisonNumber: 'A9001AA', names: { first: 'a\u0007', last: 'b' } }, 400, 'names.first'],
    [
      'two megabytes of a name',
      { prisonNumber: 'A9001AA', names: { first: 'a'.repeat(2_000_000), last: 'b' } },
      400,
      'names.first',
    ],
  ])('refuses %s, and says which field', async (_what, body, status, field) => {
    const answer = await context
      .as(staff)
      .post(persons, { names, ...body })
      .expect(status);
    const { errors } = answer.body as { errors: { field: string; fix: string }[] };
    expect(errors.map((error) => error.field)).toContain(field);
    expect(errors.every(({ fix }) => fix.length > 0)).toBe(true);
    expect(await search({ prisonNumber: 'A9001AA' })).toEqual([]);
  });

  it('takes null for what is not known', async () => {
    const { id } = await register({ prisonNumber: newNumber(), crn: null, dateOfBirth: null });
    expect(await show(id)).toMatchObject({ crns: [] });
  });

  it('is for staff, and not for a council', async () => {
    await context.as('housing-southwark').post(persons, { names, prisonNumber: newNumber() }).expect(403);
    const { id } = await register({ prisonNumber: newNumber() });
    await context.as('housing-southwark').get(`${persons}/${id}`).expect(403);
  });

  it('shows an NHS number to healthcare alone', async () => {
    const { id } = await register({ prisonNumber: newNumber(), nhsNumber: '943 476 5919' });
    expect(await show(id)).not.toHaveProperty('nhsNumbers');
    expect(await show(id, 'healthcare-bronzefield')).toMatchObject({ nhsNumbers: ['9434765919'] });
  });

  it('seals every number under her identity, also an NHS number, whenever it was added', async () => {
    const { id } = await register({ prisonNumber: newNumber(), nhsNumber: '4010232137' });
    const added = { kind: 'nhs-number', value: '9876543210' };
    await context.as(staff).post(`${persons}/${id}/identifiers`, added).expect(200);
    const written = await context.app.get(EventStore).readStream(`person-${id}`);
    const seals = JSON.stringify(written.map(({ data }) => data)).match(/"(identity|health)\./g);
    expect(seals).toEqual(Array(4).fill('"identity.'));
    expect(await show(id, 'healthcare-bronzefield')).toMatchObject({ nhsNumbers: ['4010232137', '9876543210'] });
  });

  it('still reads an NHS number that was sealed with her health, as it once was', async () => {
    const id = randomUUID();
    const registry = new EventRegistry();
    registry.add({ registeredBefore });
    const before = new SealingCodec(registry, context.app.get(SealingVault));
    const event = registeredBefore({
      ...{ personId: id, synthetic: true, names: Personal.of(names) },
      nhsNumber: Personal.of('9434765919'),
    });
    const now = isoInstant(context.app.get(MovableClock).now());
    const actor = { id: 'before', role: 'process', organisation: 'synthetic' };
    const metadata = { personId: id, actor, occurredAt: now, recordedAt: now, correlationId: 'before' };
    const encoded = await before.encode([{ event, id: randomUUID(), metadata }]);
    expect(JSON.stringify(encoded)).toContain('"health.');
    await context.app.get(EventStore).append(`person-${id}`, encoded, 'no-stream');
    expect(await show(id, 'healthcare-bronzefield')).toMatchObject({ nhsNumbers: ['9434765919'] });
  });
});

describe('finding a woman', () => {
  it('by the beginning of a name, whatever its case and accents', async () => {
    const { id, position } = await register({ names: { first: 'Łucja', last: 'Findable' }, prisonNumber: newNumber() });
    expect(await search({ name: 'FINDA luc' }, position)).toEqual([id]);
    expect(await search({ name: 'indable' })).toEqual([]);
  });

  it('by one thing at a time', async () => {
    await context.as(staff).post(`${persons}/search`, {}).expect(400);
    await context.as(staff).post(`${persons}/search`, { name: 'a', crn: 'X123456' }).expect(400);
  });

  it('in memory alone: no name stands in the database in clear', async () => {
    const { position } = await register({ names: { first: 'Secretname', last: 'Hidden' }, prisonNumber: newNumber() });
    await search({ name: 'secretname' }, position);
    const models = context.app.get(ReadModels);
    const rows = await models.query<{ text: string }>('select names::text as text from people.person');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ text }) => text?.includes('Secretname'))).toBe(false);
  });
});

describe('a correction', () => {
  it('leaves the wrong name nowhere: not in her record, not in the search', async () => {
    const { id } = await register({ names: { first: 'Synthetic', last: 'Wrongly' }, prisonNumber: newNumber() });
    const body = { field: 'names', names: { first: 'Synthetic', last: 'Rightly' }, askedBy: 'her', why: 'Misspelt' };
    const answer = await context
      .as(staff)
      .post(`${persons}/${id}/corrections`, body, { 'If-Match': '"0"' })
      .expect(200);
    const { position } = answer.body as { position: string };
    expect(await search({ name: 'rightly' }, position)).toEqual([id]);
    expect(await search({ name: 'wrongly' })).toEqual([]);
    expect(JSON.stringify(await show(id))).not.toContain('Wrongly');
  });

  it('is refused when her record changed in the meantime', async () => {
    const { id } = await register({ prisonNumber: newNumber() });
    const body = { field: 'ethnicity', ethnicity: 'W1', askedBy: 'her', why: 'Now known' };
    await context.as(staff).post(`${persons}/${id}/corrections`, body, { 'If-Match': '"7"' }).expect(412);
  });

  it('needs the new value of that field, and no other', async () => {
    const { id } = await register({ prisonNumber: newNumber() });
    const body = { field: 'names', dateOfBirth: '1990-01-01', askedBy: 'her', why: 'x' };
    const answer = await context.as(staff).post(`${persons}/${id}/corrections`, body).expect(422);
    expect(answer.body).toMatchObject({ errors: [{ field: 'names' }] });
  });
});

describe('numbers', () => {
  it('are found by while they are hers, and free again when they are withdrawn', async () => {
    const { id } = await register({ prisonNumber: newNumber() });
    const crn = { kind: 'crn', value: 'Y654321' };
    await context.as(staff).post(`${persons}/${id}/identifiers`, crn).expect(200);
    expect(await search({ crn: 'Y654321' })).toEqual([id]);
    const other = await register({ prisonNumber: newNumber() });
    await context.as(staff).post(`${persons}/${other.id}/identifiers`, crn).expect(409);
    await context
      .as(staff)
      .post(`${persons}/${id}/identifier-withdrawals`, { ...crn, reason: 'belongs-to-someone-else' })
      .expect(200);
    expect(await search({ crn: 'Y654321' })).toEqual([]);
    await context.as(staff).post(`${persons}/${other.id}/identifiers`, crn).expect(200);
    expect(await search({ crn: 'Y654321' })).toEqual([other.id]);
  });

  it('are not kept for her when writing them was refused', async () => {
    const { id } = await register({ prisonNumber: newNumber() });
    const crn = { kind: 'crn', value: 'Z654321' };
    await context.as(staff).post(`${persons}/${id}/identifiers`, crn, { 'If-Match': '"9"' }).expect(412);
    expect(await search({ crn: 'Z654321' })).toEqual([]);
  });

  it('of a wrong form are refused by field', async () => {
    const { id } = await register({ prisonNumber: newNumber() });
    const answer = await context
      .as(staff)
      .post(`${persons}/${id}/identifiers`, { kind: 'crn', value: '???' })
      .expect(422);
    expect(answer.body).toMatchObject({ errors: [{ field: 'value' }] });
  });
});

describe('two records of one woman', () => {
  it('become one: the removed one says where to go on, and its number leads there', async () => {
    const number = newNumber();
    const removed = await register({ prisonNumber: number, names: { first: 'Doubled', last: 'Example' } });
    const kept = await register({ prisonNumber: newNumber() });
    const body = { removedPersonId: removed.id, source: 'found-by-staff' };
    const merge = () => context.as(staff).post(`${persons}/${kept.id}/merges`, body);
    const answer = await merge().expect(200);
    await merge().expect(200);
    const gone = await context.as(staff).get(`${persons}/${removed.id}`).expect(410);
    expect(gone.headers.link).toContain(kept.id);
    expect(await search({ prisonNumber: number })).toEqual([kept.id]);
    expect(await search({ name: 'doubled' }, answer.headers['event-position'])).toEqual([]);
    expect(await show(kept.id)).toMatchObject({
      mergedRecords: [removed.id],
      prisonNumbers: expect.arrayContaining([number]) as unknown,
    });
  });
});

describe('two records that each have an open case', () => {
  const on = isoDate(date('2027-01-11'));
  /** What `custody` writes when she is received. */
  const received = async (personId: string): Promise<string> => {
    const caseId = randomUUID();
    const stream = `openCase-${context.app.get(Vault).blindIndex('person', personId)}`;
    await context.happened(stream, { personId, caseId }, openCaseReserved({ personId, caseId }));
    const reception = { prison: parsePrisonId('BZI'), receivedOn: on, from: 'court', legalStatus: 'remand' } as const;
    const begun = womanReceived({ caseId, personId, synthetic: true, ...reception });
    await context.happened(`custody-${caseId}`, { personId, caseId }, begun);
    return caseId;
  };
  const merge = (personId: string, removedPersonId: string) =>
    context.as(staff).post(`${persons}/${personId}/merges`, { removedPersonId, source: 'prisoner-merged' });

  it('are not merged, for she has one at most; both are named, and nothing is written', async () => {
    const [kept, removed] = [
      await register({ prisonNumber: newNumber() }),
      await register({ prisonNumber: newNumber() }),
    ];
    const [goesOn, other] = [await received(kept.id), await received(removed.id)];
    const answer = await merge(kept.id, removed.id).expect(409);
    const { type, detail } = answer.body as { type: string; detail: string };
    expect(type).toBe('urn:through-the-gate:problem:both-have-open-cases');
    expect(detail).toContain(goesOn);
    expect(answer.headers.link).toContain(other);
    expect([await show(kept.id), await show(removed.id)]).toMatchObject([{ mergedRecords: [] }, { mergedRecords: [] }]);
  });

  it('are merged once one of the two is closed', async () => {
    const [kept, removed] = [
      await register({ prisonNumber: newNumber() }),
      await register({ prisonNumber: newNumber() }),
    ];
    await received(kept.id);
    const caseId = await received(removed.id);
    const closing = caseClosed({ caseId, on, reason: 'opened-in-error' });
    await context.happened(`custody-${caseId}`, { personId: removed.id, caseId }, closing);
    await merge(kept.id, removed.id).expect(200);
    await merge(kept.id, removed.id).expect(200);
  });

  it('are looked for through every merge before', async () => {
    const [first, second, third] = [
      await register({ prisonNumber: newNumber() }),
      await register({ prisonNumber: newNumber() }),
      await register({ prisonNumber: newNumber() }),
    ];
    await received(first.id);
    await merge(second.id, first.id).expect(200);
    await received(third.id);
    await merge(third.id, second.id).expect(409);
  });
});

describe('three records of one woman', () => {
  it('become one, and all her numbers are shown with it', async () => {
    const numbers = [newNumber(), newNumber(), newNumber()];
    const [first = '', second = '', third = ''] = await Promise.all(
      numbers.map(async (prisonNumber) => (await register({ prisonNumber })).id),
    );
    const merge = (personId: string, removedPersonId: string) =>
      context
        .as(staff)
        .post(`${persons}/${personId}/merges`, { removedPersonId, source: 'found-by-staff' })
        .expect(200);
    await merge(second, first);
    await merge(third, second);
    const { prisonNumbers } = await show(third);
    expect([...(prisonNumbers as string[])].sort()).toEqual(numbers);
  });
});

describe('an erasure', () => {
  it('destroys what is personal and keeps what was done; she can be registered again', async () => {
    const prisonNumber = newNumber();
    const { id } = await register({ prisonNumber, names: { first: 'Erasable', last: 'Example' } });
    const body = { basis: 'her-request-upheld', authorisedBy: 'data-protection-officer' };
    await context.as(staff).post(`${persons}/${id}/erasure`, body).expect(403);
    const erase = () => context.as('administrator').post(`${persons}/${id}/erasure`, body);
    const answer = await erase().expect(200);
    await erase().expect(200);
    expect(await show(id)).toMatchObject({ status: 'erased', names: 'erased', prisonNumbers: [] });
    expect(await search({ name: 'erasable' }, answer.headers['event-position'])).toEqual([]);
    expect(await search({ prisonNumber })).toEqual([]);
    const written = await context.app.get(EventStore).readStream(`person-${id}`);
    expect(written.map(({ type }) => type)).toEqual(['people.person-registered', 'people.personal-data-erased']);
    expect((await register({ prisonNumber })).id).not.toBe(id);
  });
});

describe('a record that is not there', () => {
  it.each([randomUUID(), 'not-an-id'])('%s answers 404', async (id) => {
    await context.as(staff).get(`${persons}/${id}`).expect(404);
  });
});
