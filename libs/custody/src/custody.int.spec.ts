import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import { isoDate, type IsoDate, Personal, Vault } from '@ttg/event-sourcing';
import { personMerged, personRegistered } from '@ttg/people/events';
import { type ContextApp, startContext } from '../../../test/contexts/context-app';
import { CustodyModule } from './custody.module';
import { caseClosed, openCaseReserved, returnedToCustody } from './events';

jest.setTimeout(60_000);

const cases = '/api/v1/custody/cases';
const staff = 'resettlement-bronzefield';
const day = (text: string): IsoDate => isoDate(date(text));

let context: ContextApp;

beforeAll(async () => {
  context = await startContext([CustodyModule], '2027-03-24');
}, 120_000);
afterAll(() => context.close());

const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  context.as(staff).post(`${cases}${path}`, body, headers);

/** What `people` writes of a synthetic woman. */
const registered = async (): Promise<string> => {
  const personId = randomUUID();
  const woman = personRegistered({
    ...{ personId, synthetic: true, names: Personal.of({ first: 'Synthetic', last: 'Example' }) },
    dateOfBirth: Personal.of(day('1990-05-05')),
  });
  await context.happened(`person-${personId}`, { personId }, woman);
  return personId;
};
const reception = { prison: 'BZI', receivedOn: '2027-01-11', from: 'court', legalStatus: 'remand' };

interface Opened {
  readonly personId: string;
  readonly caseId: string;
  readonly position: string;
}
const received = async (body: object = {}): Promise<Opened> => {
  const personId = await registered();
  const answer = await post('', { personId, ...reception, ...body }).expect(201);
  return { personId, ...(answer.body as { caseId: string; position: string }) };
};
const show = async (caseId: string, as = staff): Promise<Record<string, unknown>> =>
  (await context.as(as).get(`${cases}/${caseId}`).expect(200)).body as Record<string, unknown>;
const fieldsOf = (body: unknown): string[] =>
  (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
const going = { on: '2027-03-20', from: 'prison', toAccommodation: 'A17' };
const openCaseOf = (personId: string): string => `openCase-${context.app.get(Vault).blindIndex('person', personId)}`;

describe('a reception', () => {
  it('opens a case, which is read with its revision', async () => {
    const { caseId, personId } = await received();
    const answer = await context.as(staff).get(`${cases}/${caseId}`).expect(200).expect('ETag', '"0"');
    expect(answer.body).toMatchObject({ caseId, personId, status: 'in-custody', prison: 'BZI', synthetic: true });
  });

  it('opens one case and no second, and says which', async () => {
    const { caseId, personId } = await received();
    const again = await post('', { personId, ...reception }).expect(409);
    expect(again.body).toMatchObject({ type: 'urn:through-the-gate:problem:open-case-exists' });
    expect(again.headers.link).toBe(`<${cases}/${caseId}>; rel="related"`);
  });

  it('opens one case of ten requests that come at once', async () => {
    const personId = await registered();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('', { personId, ...reception })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('is answered the same when it is repeated with its key', async () => {
    const personId = await registered();
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await post('', { personId, ...reception }, key).expect(201);
    expect((await post('', { personId, ...reception }, key).expect(201)).body).toEqual(first.body);
  });

  it('completes one that was cut off after her place was taken', async () => {
    const personId = await registered();
    const caseId = randomUUID();
    await context.happened(openCaseOf(personId), { personId, caseId }, openCaseReserved({ personId, caseId }));
    const answer = await post('', { personId, ...reception }).expect(201);
    expect(answer.body).toMatchObject({ caseId });
  });

  it('finds the case that is open under a record merged into hers', async () => {
    const { caseId, personId: removedPersonId } = await received();
    const personId = await registered();
    const merged = personMerged({ personId, removedPersonId, source: 'found-by-staff' });
    await context.happened(`person-${removedPersonId}`, { personId: removedPersonId }, merged);
    await context.happened(`person-${personId}`, { personId }, merged);
    const again = await post('', { personId, ...reception }).expect(409);
    expect(again.headers.link).toContain(caseId);
    await post(`/${caseId}/release`, going).expect(200);
    const back = await post(`/${caseId}/return`, {
      on: '2027-03-22',
      reason: 'recall',
      prison: 'BZI',
      legalStatus: 'recalled',
    }).expect(201);
    expect(await show((back.body as { caseId: string }).caseId)).toMatchObject({ personId, previousCaseId: caseId });
  });

  it('reopens no case while another is open under a record merged into hers, however many merges ago', async () => {
    const [first, second, third] = [await received(), await received(), await received()];
    const intoNext = async (removedPersonId: string, personId: string): Promise<void> => {
      const merged = personMerged({ personId, removedPersonId, source: 'found-by-staff' });
      await context.happened(`person-${removedPersonId}`, { personId: removedPersonId }, merged);
      await context.happened(`person-${personId}`, { personId }, merged);
    };
    for (const { caseId } of [second, third])
      await post(`/${caseId}/closure`, { on: '2027-03-23', reason: 'opened-in-error' }).expect(200);
    await intoNext(first.personId, second.personId);
    await intoNext(second.personId, third.personId);
    const reopening = { on: '2027-03-23', reason: 'more-to-do' };
    for (const { caseId } of [second, third]) {
      const refused = await post(`/${caseId}/reopening`, reopening).expect(409);
      expect(refused.headers.link).toContain(first.caseId);
    }
    const again = await post('', { personId: third.personId, ...reception }).expect(409);
    expect(again.headers.link).toContain(first.caseId);
    await post(`/${first.caseId}/closure`, { on: '2027-03-23', reason: 'opened-in-error' }).expect(200);
    await post(`/${second.caseId}/reopening`, reopening).expect(200);
  });

  it.each([
    ['a woman nobody registered', { personId: randomUUID() }, 404, undefined],
    ['a day to come', { receivedOn: '2027-03-25' }, 422, 'receivedOn'],
    ['a day before she was born', { receivedOn: '1990-05-04' }, 422, 'receivedOn'],
    ['a day in the far past', { receivedOn: '1950-01-01' }, 422, 'receivedOn'],
    ['a day that does not exist', { receivedOn: '2027-02-29' }, 400, 'receivedOn'],
    ['an unknown prison', { prison: 'XXX' }, 400, 'prison'],
    ['a wrong type', { prison: { id: 'BZI' } }, 400, 'prison'],
    ['an unknown field', { riskScore: 7 }, 400, 'riskScore'],
    ['an unknown legal status', { legalStatus: "remand'; drop table events;--" }, 400, 'legalStatus'],
    ['a recall that is none', { from: 'recall' }, 422, 'legalStatus'],
  ])('refuses %s, and holds no place for it', async (_what, body, status, field) => {
    const personId = await registered();
    const answer = await post('', { personId, ...reception, ...body }).expect(status);
    if (field) expect(fieldsOf(answer.body)).toContain(field);
    await post('', { personId, ...reception }).expect(201);
  });

  it('has no sentence from before she was born', async () => {
    const { caseId } = await received();
    const early = { on: '1985-01-01', sentenceType: 'determinate' };
    const answer = await post(`/${caseId}/sentence`, early).expect(422);
    expect(fieldsOf(answer.body)).toEqual(['on']);
  });

  it('is recorded by prison staff, and read by no council', async () => {
    const { caseId, personId } = await received();
    await context
      .as('healthcare-bronzefield')
      .post(cases, { personId, ...reception })
      .expect(403);
    await context.as('housing-southwark').get(`${cases}/${caseId}`).expect(403);
    await context.as('housing-southwark').get(cases).expect(403);
  });
});

describe('a screening', () => {
  const words = "Notes 👩🏽‍🦱 مرحبا '); drop table events;-- {{7*7}} <script>alert(1)</script>\n\ttabbed";
  const screening = {
    ...{ screenedOn: '2027-01-12', inPrivate: true, gpOutside: 'no', herWords: words },
    home: { onRelease: 'return-to-previous-address', safe: 'no' },
    housingBefore: { livedBefore: 'PRIVATE_RENTED_HOUSING', address: '1 Example Street' },
    health: { medicines: 'yes' },
    safety: { domesticAbuse: 'yes' },
    family: { childrenUnder16: 'chose-not-to-say' },
  };
  const screened = async (as: string): Promise<Record<string, unknown>> => {
    const { caseId } = await received();
    await post(`/${caseId}/screening`, screening).expect(200);
    return ((await show(caseId, as)).screenings as Record<string, unknown>[])[0] ?? {};
  };

  it('shows her words as she said them, and her health to healthcare alone', async () => {
    expect(await screened(staff)).toMatchObject({ herWords: words, health: 'withheld', safety: 'withheld' });
    expect(await screened('healthcare-bronzefield')).toMatchObject({
      herWords: 'withheld',
      health: { medicines: 'yes' },
    });
    expect(await screened('probation-london')).toMatchObject({
      housing: { address: '1 Example Street' },
      family: 'withheld',
    });
  });

  it('tells that it is not safe at home to the named lead, and to everyone else to ask her', async () => {
    expect(await screened('domestic-abuse-lead-bronzefield')).toMatchObject({
      ...{ findings: { homeSafe: 'no' }, safety: { domesticAbuse: 'yes' } },
    });
    const forStaff = await screened(staff);
    expect(forStaff).toMatchObject({
      findings: { homeSafe: 'contact-the-named-lead', gp: 'to-sort', medicines: 'to-sort' },
    });
    expect(JSON.stringify(forStaff)).not.toContain('domesticAbuse');
  });

  it.each([
    ['an answer that is none', { gpOutside: 'maybe' }, 'gpOutside'],
    ['a question within that is unknown', { health: { diagnosis: 'x' } }, 'health.diagnosis'],
    ['yes as a number', { inPrivate: 1 }, 'inPrivate'],
    ['two megabytes of words', { herWords: 'a'.repeat(2_000_000) }, 'herWords'],
  ])('refuses %s, and says which field', async (_what, body, field) => {
    const { caseId } = await received();
    const answer = await post(`/${caseId}/screening`, { ...screening, ...body }).expect(400);
    expect(fieldsOf(answer.body)).toContain(field);
    expect((await show(caseId)).screenings).toEqual([]);
  });
});

describe('release dates', () => {
  const set = { date: '2027-03-31', type: 'CRD', source: 'calculation' };

  it('keep their history, with who said each, and lead to the day she leaves', async () => {
    const { caseId } = await received();
    await post(`/${caseId}/sentence`, { on: '2027-02-19', sentenceType: 'determinate' }).expect(200);
    await post(`/${caseId}/release-date`, set).expect(200);
    await post(`/${caseId}/release-date`, { ...set, date: '2027-03-25', reason: 'recalculated' }).expect(200);
    const shown = await show(caseId);
    expect(shown).toMatchObject({
      ...{ legalStatus: 'sentenced', releaseDate: { date: '2027-03-25', type: 'CRD' } },
      releaseDay: { releaseDay: '2027-03-24', date: '2027-03-25' },
      releaseDates: [
        { what: 'set', date: '2027-03-31', recordedBy: { role: 'prison-resettlement', organisation: 'BZI' } },
        { what: 'changed', before: { date: '2027-03-31' }, date: '2027-03-25', reason: 'recalculated' },
      ],
    });
    await post(`/${caseId}/release-date-withdrawal`, { source: 'court', reason: 'appeal' }).expect(200);
    expect(await show(caseId)).not.toHaveProperty('releaseDay');
  });

  it('are written once when a system says the same again', async () => {
    const { caseId } = await received();
    const first = await post(`/${caseId}/release-date`, set).expect(200);
    const again = await post(`/${caseId}/release-date`, set).expect(200);
    expect(again.headers.etag).toBe(first.headers.etag);
  });

  it('are refused before she came, and far ahead', async () => {
    const { caseId } = await received();
    for (const date of ['2027-01-10', '2099-01-01']) {
      const answer = await post(`/${caseId}/release-date`, { ...set, date }).expect(422);
      expect(fieldsOf(answer.body)).toEqual(['date']);
    }
  });

  it('are not changed by somebody who read an older case', async () => {
    const { caseId } = await received();
    await post(`/${caseId}/release-date`, set, { 'If-Match': '"0"' }).expect(200);
    await post(`/${caseId}/release-date`, { ...set, date: '2027-04-01' }, { 'If-Match': '"0"' }).expect(412);
  });
});

describe('moves, hearings and arrangements', () => {
  it('are refused where they cannot be, each by its field', async () => {
    const { caseId } = await received();
    const move = await post(`/${caseId}/moves`, { to: 'bzi', on: '2027-03-09' }).expect(409);
    expect(fieldsOf(move.body)).toEqual(['to']);
    const court = await post(`/${caseId}/court-hearings`, { on: '2027-05-01', court: '<script>' }).expect(400);
    expect(fieldsOf(court.body)).toEqual(['court']);
    await post(`/${caseId}/arrangements/nonsense/fell-through`, {}).expect(404);
    await post(`/${caseId}/arrangements/travel/fell-through`, {}).expect(409);
  });

  it('show what is arranged to who arranges it, and that it fell through', async () => {
    const { caseId } = await received();
    await post(`/${caseId}/arrangements`, { kind: 'travel', on: '2027-03-31', what: 'A taxi' }).expect(200);
    expect(await show(caseId)).toMatchObject({ arrangements: [{ kind: 'travel', status: 'made', what: 'A taxi' }] });
    expect(await show(caseId, 'healthcare-bronzefield')).toMatchObject({ arrangements: [{ what: 'withheld' }] });
    await post(`/${caseId}/arrangements/travel/fell-through`, { why: 'not-available' }).expect(200);
    expect(await show(caseId)).toMatchObject({ arrangements: [{ kind: 'travel', status: 'fell-through' }] });
  });
});

describe('a return to custody', () => {
  const back = { on: '2027-03-22', reason: 'recall', prison: 'DWI', legalStatus: 'recalled' };
  const leftAgo = async (): Promise<Opened> => {
    const opened = await received();
    await post(`/${opened.caseId}/release`, going).expect(200);
    return opened;
  };

  it('closes her case and opens the next, each naming the other', async () => {
    const { caseId, personId } = await leftAgo();
    const answer = await post(`/${caseId}/return`, back).expect(201);
    const { caseId: next } = answer.body as { caseId: string };
    expect(await show(caseId)).toMatchObject({
      status: 'closed',
      nextCaseId: next,
      closed: { reason: 'returned-to-custody' },
    });
    expect(await show(next)).toMatchObject({
      status: 'in-custody',
      previousCaseId: caseId,
      from: 'recall',
      prison: 'DWI',
      personId,
    });
    const again = await post(`/${caseId}/return`, back).expect(409);
    expect(again.headers.link).toContain(next);
  });

  it('is answered the same when it is repeated with its key', async () => {
    const { caseId } = await leftAgo();
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await post(`/${caseId}/return`, back, key).expect(201);
    expect((await post(`/${caseId}/return`, back, key).expect(201)).body).toEqual(first.body);
  });

  it('writes nothing when the reception would be refused', async () => {
    const { caseId } = await leftAgo();
    await post(`/${caseId}/return`, { ...back, legalStatus: 'remand' }).expect(422);
    expect(await show(caseId)).toMatchObject({ status: 'released' });
  });

  it.each([
    ['the same request', (caseId: string) => post(`/${caseId}/return`, back)],
    [
      'a new reception',
      (_caseId: string, personId: string) => post('', { personId, ...reception, receivedOn: '2027-03-22' }),
    ],
  ])('that was cut off half way is completed by %s', async (_by, complete) => {
    const { caseId, personId } = await leftAgo();
    const nextCaseId = randomUUID();
    const [on, reason] = [day('2027-03-22'), 'recall' as const];
    await context.happened(
      `custody-${caseId}`,
      { personId, caseId },
      returnedToCustody({ caseId, on, reason, nextCaseId }),
      caseClosed({ caseId, on, reason: 'returned-to-custody' }),
    );
    const answer = await complete(caseId, personId).expect(201);
    expect(answer.body).toMatchObject({ caseId: nextCaseId });
    expect(await show(nextCaseId)).toMatchObject({ status: 'in-custody', previousCaseId: caseId });
  });
});

describe('a closed case', () => {
  const closing = { on: '2027-03-23', reason: 'opened-in-error' };

  it('makes room for another, and is not reopened beside it', async () => {
    const { caseId, personId } = await received();
    await post(`/${caseId}/closure`, closing).expect(200);
    await post(`/${caseId}/moves`, { to: 'DWI', on: '2027-03-23' }).expect(409);
    await post('', { personId, ...reception }).expect(201);
    const refused = await post(`/${caseId}/reopening`, { on: '2027-03-23', reason: 'closed-in-error' }).expect(409);
    expect(refused.body).toMatchObject({ type: 'urn:through-the-gate:problem:open-case-exists' });
  });

  it('is her open one again when it is reopened', async () => {
    const { caseId, personId } = await received();
    await post(`/${caseId}/closure`, closing).expect(200);
    await post(`/${caseId}/reopening`, { on: '2027-03-23', reason: 'closed-in-error' }).expect(200);
    expect(await show(caseId)).toMatchObject({ status: 'in-custody' });
    await post('', { personId, ...reception }).expect(409);
  });

  it('gives its place up also where closing it was cut off', async () => {
    const { caseId, personId } = await received();
    const closed = caseClosed({ caseId, on: day('2027-03-23'), reason: 'opened-in-error' });
    await context.happened(`custody-${caseId}`, { personId, caseId }, closed);
    await post('', { personId, ...reception }).expect(201);
  });
});

describe('the list of cases', () => {
  interface Page {
    readonly cases: { readonly caseId: string; readonly releaseDate: string | null; readonly names: unknown }[];
    readonly next?: string;
  }
  const read = async (path: string, after?: string): Promise<Page> =>
    (
      await context
        .as(staff)
        .get(path, after ? { 'Read-After': after } : {})
        .expect(200)
    ).body as Page;

  it('goes page by page by release date, each case once, those without a date last', async () => {
    const opened = [
      await received({ prison: 'SDI' }),
      await received({ prison: 'SDI' }),
      await received({ prison: 'SDI' }),
    ];
    const [a, b, c] = opened.map(({ caseId }) => caseId);
    await post(`/${b}/release-date`, { date: '2027-05-01', type: 'CRD', source: 'staff' }).expect(200);
    const last = await post(`/${c}/release-date`, { date: '2027-04-01', type: 'CRD', source: 'staff' }).expect(200);
    const found: string[] = [];
    let next: string | undefined = `${cases}?prison=SDI&status=in-custody&limit=1`;
    for (let pages = 0; next && pages < 5; pages += 1) {
      const page: Page = await read(next, last.headers['event-position']);
      expect(page.cases[0]?.names).toEqual({ first: 'Synthetic', last: 'Example' });
      found.push(...page.cases.map(({ caseId }) => caseId));
      next = page.next;
    }
    expect(found).toEqual([c, b, a]);
  });

  it('follows moves, releases, closings and reopenings', async () => {
    const { caseId } = await received({ prison: 'STI' });
    await post(`/${caseId}/moves`, { to: 'NHI', on: '2027-03-09' }).expect(200);
    await post(`/${caseId}/release`, going).expect(200);
    await post(`/${caseId}/closure`, { on: '2027-03-23', reason: 'opened-in-error' }).expect(200);
    const reopened = await post(`/${caseId}/reopening`, { on: '2027-03-23', reason: 'more-to-do' }).expect(200);
    const page = await read(`${cases}?prison=NHI&status=released`, reopened.headers['event-position']);
    expect(page.cases.map((row) => row.caseId)).toEqual([caseId]);
    expect((await read(`${cases}?prison=STI`)).cases).toEqual([]);
  });

  it('shows a case of a record that was merged under the one that is kept', async () => {
    const { caseId, personId: removedPersonId } = await received({ prison: 'EWI' });
    const kept = await registered();
    const merge = personMerged({ personId: kept, removedPersonId, source: 'found-by-staff' });
    const last = await context.happened(`person-${kept}`, { personId: kept }, merge);
    const page = await read(`${cases}?prison=EWI`, last);
    expect(page.cases).toEqual([expect.objectContaining({ caseId, personId: kept })]);
  });

  it.each(['cursor=nonsense', 'limit=0', 'limit=1000', 'prison=XXX', 'status=escaped', 'cursor=%27%3B--'])(
    'refuses %s',
    (query) => context.as(staff).get(`${cases}?${query}`).expect(400),
  );
});
