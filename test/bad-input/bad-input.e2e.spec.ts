import { randomUUID } from 'node:crypto';
import type { CasePage } from '@ttg/readiness/board/board-view';
import { HerCase, anyPrisonNumber } from './her-case';
import { junkFor, seed, writeRoutes } from './junk';
import fc from 'fast-check';

jest.setTimeout(180_000);

const persons = '/api/v1/people/persons';
const cases = '/api/v1/custody/cases';

let she: HerCase;
beforeAll(async () => {
  she = await HerCase.begin();
});
afterAll(() => she.end());

/** The field is named, with what is wrong and what to write instead. */
const names = (field: string, words: RegExp): object =>
  expect.arrayContaining([expect.stringMatching(new RegExp(`^${field}: (?=.*${words.source}).+ / .+`, 's'))]) as object;

describe('a body that cannot be what is asked for is refused, and nothing is written', () => {
  it.each(['{"names":', '', '"text"', '{names: 1}', '{"a":1}}'])('malformed JSON: %j', async (body) => {
    const refused = await she.refused(persons, body);
    expect(refused.status).toBe(400);
    if (body) expect(refused.detail).toMatch(/not valid JSON/);
  });

  it('lists in lists without end', async () => {
    const body = `{"prisonNumber":"${anyPrisonNumber()}","names":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await she.refused(persons, body)).toMatchObject({ status: 400, code: 'malformed-body' });
  });

  it('bytes that are no text', async () => {
    const bytes = Buffer.concat([Buffer.from('{"herWords":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')]);
    const before = await she.written();
    const headers = { 'X-Demo-Identity': 'resettlement-bronzefield', 'Content-Type': 'application/json' };
    const answer = await fetch(`${she.url}${she.sharing}/accounts`, { method: 'POST', headers, body: bytes });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('UTF-8')]);
    expect(await she.written()).toEqual(before);
  });

  it.each([
    ['names', 3],
    ['names', []],
    ['names', [[]]],
    ['dateOfBirth', 19_910_504],
    ['synthetic', 'yes'],
    ['prisonNumber', { $gt: '' }],
  ])('wrong type: %s is %j', async (field, value) => {
    const refused = await she.refused(persons, she.person({ [field]: value }));
    expect(refused).toMatchObject({ status: 400, fields: names(field, /(must be|is not)/) });
  });

  it('unknown field', async () => {
    const refused = await she.refused(persons, she.person({ favouriteColour: 'blue' }));
    expect(refused).toMatchObject({ status: 400, fields: names('favouriteColour', /is not a field/) });
  });

  it.each(['9434765918', '0000000000', '123', '943476591X'])('no NHS number: %s', async (nhsNumber) => {
    const refused = await she.refused(persons, she.person({ nhsNumber }));
    expect(refused).toMatchObject({ status: 400, fields: names('nhsNumber', /is not an NHS number/) });
  });

  it.each(['A123BC', '1234567', 'A1234BCD', 'Ä1234BC'])('wrong prison number: %s', async (prisonNumber) => {
    const refused = await she.refused(persons, she.person({ prisonNumber }));
    expect(refused).toMatchObject({ status: 400, fields: names('prisonNumber', /A prison number is a letter/) });
  });

  it('a prison number in lower case is the same number: taken in capitals, and taken once', async () => {
    const prisonNumber = anyPrisonNumber();
    const lower = she.person({ prisonNumber: ` ${prisonNumber.toLowerCase()} ` });
    const { personId } = await she.resettlement.post(persons, lower);
    const kept = await she.resettlement.get<{ prisonNumbers: string[] }>(`${persons}/${personId}`);
    expect(kept.prisonNumbers).toEqual([prisonNumber]);
    const again = await she.refused(persons, she.person({ prisonNumber }));
    expect(again).toMatchObject({ status: 409, code: 'identifier-taken' });
  });

  it.each(['1991-02-30', '1991-13-01', '1900-02-29', '04/05/1991', '1066-10-14'])('no such day: %s', async (day) => {
    const refused = await she.refused(persons, she.person({ dateOfBirth: day }));
    expect(refused).toMatchObject({ status: 400, fields: names('dateOfBirth', /must be/) });
  });

  it('born in the future', async () => {
    const refused = await she.refused(persons, she.person({ dateOfBirth: '2190-01-01' }));
    expect(refused).toMatchObject({ status: 422, fields: names('dateOfBirth', /lies ahead/) });
  });

  it('received before she was born', async () => {
    const { personId } = await she.resettlement.post(persons, she.person());
    const refused = await she.refused(cases, she.reception({ personId, receivedOn: '1980-01-01' }));
    expect(refused).toMatchObject({ status: 422, code: 'before-birth', fields: names('receivedOn', /before the day/) });
  });

  it.each([
    ['released', 'release', { on: '2020-01-01', from: 'prison', toAccommodation: 'A02' }, 'on'],
    ['to be released', 'release-date', { date: '2020-01-01', type: 'CRD', source: 'calculation' }, 'date'],
    ['moved in the far past', 'moves', { to: 'DWI', on: '1900-01-01' }, 'on'],
  ])('%s before she was received', async (_, what, body, field) => {
    const refused = await she.refused(`${she.custody}/${what}`, body);
    expect(refused).toMatchObject({ status: 422, code: 'date-too-early', fields: names(field, /cannot be before/) });
  });

  it.each(['ZZZ', 'LEI', ''])('no women’s prison: %j', async (prison) => {
    const refused = await she.refused(cases, she.reception({ prison }));
    expect(refused).toMatchObject({ status: 400, fields: names('prison', /BZI/) });
  });

  it.each([
    ['unknown', 'E09999999', 'council-unknown', /No council has that code/],
    [
      'abolished',
      'E07000026',
      'council-abolished',
      /abolished on 1 April 2023. Choose Cumberland Council \(E06000063\)/,
    ],
    ['Welsh', 'W06000015', 'council-wales', /application for assistance/],
    ['Scottish', 'S12000036', 'council-scotland', /homelessness application/],
  ])('a council that is %s says where to turn', async (_, council, code, words) => {
    const choice = { to: 'choice-of-council', answer: 'given', how: 'telephone', council };
    const refused = await she.refused(`${she.referral}/agreements`, choice);
    expect(refused).toMatchObject({ status: 422, code, fields: names('council', words) });
  });

  it('a woman who is not registered', async () => {
    expect(await she.refused(cases, she.reception({ personId: randomUUID() }))).toMatchObject({ status: 404 });
  });
});

describe('what is sent again, or too late', () => {
  const toDownview = () => ({ to: 'DWI', on: she.today });

  it('with a stale If-Match is refused', async () => {
    const stale = { 'If-Match': '"7"' };
    expect(await she.refused(`${she.custody}/moves`, toDownview(), stale)).toMatchObject({ status: 412 });
  });

  it('with an If-Match that is none is refused', async () => {
    const none = { 'If-Match': 'yesterday' };
    expect(await she.refused(`${she.custody}/moves`, toDownview(), none)).toMatchObject({ status: 400 });
  });

  it('with the same key has the same answer and is written once; with another body it is refused', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { herWords: 'Said once (synthetic).' };
    const first = await she.resettlement.send('POST', `${she.sharing}/accounts`, { body, headers });
    expect(first.status).toBe(201);
    const written = await she.written();
    const again = await she.resettlement.send('POST', `${she.sharing}/accounts`, { body, headers });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([201, first.body, first.headers.get('etag')]);
    expect(await she.written()).toEqual(written);
    const other = await she.refused(`${she.sharing}/accounts`, { herWords: 'Something else.' }, headers);
    expect(other.status).toBe(422);
  });

  it('a second reception of a woman who is there is refused', async () => {
    expect(await she.refused(cases, she.reception())).toMatchObject({ status: 409, code: 'open-case-exists' });
  });
});

describe('long and strange text', () => {
  const accounts = async (): Promise<readonly string[]> => {
    const { accounts } = await she.resettlement.get<{ accounts: { herWords: string }[] }>(she.sharing);
    return accounts.map(({ herWords }) => herWords);
  };
  const notes = 'Her words 👩🏽‍🦱 مرحبا. '.repeat(90_000);

  it('2 MB of her own account is kept, every character', async () => {
    expect(Buffer.byteLength(notes)).toBeGreaterThan(2 * 1024 * 1024);
    await she.resettlement.post(`${she.sharing}/accounts`, { herWords: notes });
    expect((await accounts()).at(-1) === notes).toBe(true);
  });

  it('2 MB is refused where a field is for less, and says how much', async () => {
    const screening = { screenedOn: she.today, inPrivate: true, herWords: notes };
    const refused = await she.refused(`${she.custody}/screening`, screening);
    expect(refused).toMatchObject({ status: 400, fields: names('herWords', /no longer than 200000/) });
  });

  it('more than a request may hold is refused', async () => {
    const refused = await she.refused(`${she.sharing}/accounts`, { herWords: 'x'.repeat(5 * 1024 * 1024) });
    expect(refused).toMatchObject({ status: 413, detail: expect.stringContaining('4 MB') as string });
  });

  it.each(['a\u0000b', 'a\u001b[31mb', 'a\u0008b', 'a\u0085b'])(
    'control characters are refused: %j',
    async (herWords) => {
      const refused = await she.refused(`${she.sharing}/accounts`, { herWords });
      expect(refused).toMatchObject({ status: 400, fields: names('herWords', /control characters/) });
    },
  );

  it('half a character is refused', async () => {
    const refused = await she.refused(`${she.sharing}/accounts`, '{"herWords":"a\\ud83d"}');
    expect(refused).toMatchObject({ status: 400, fields: names('herWords', /half a character/) });
  });

  it.each([
    ['emoji', '👩🏽‍🦱🏳️‍🌈'],
    ['right to left', 'مرحبا \u202Eשלום\u202C'],
    ['accents as they were typed', 'Zoe\u0308 Zo\u00EB'],
    ['SQL', `'; DROP TABLE event_sourcing.events; --`],
    ['a template', '{{ 7*7 }}${7*7}<%= 7*7 %>{% raw %}'],
    ['markup', '<script>alert("x")</script><img src=x onerror=alert(1)>&amp;'],
    ['a format string', '%s%n%00\\u0000\\'],
    ['a prototype', '__proto__'],
  ])('%s is kept byte for byte, and shown as text on her page', async (_, text) => {
    const herNames = { first: text, last: 'Synthetic' };
    const { personId } = await she.resettlement.post(persons, she.person({ names: herNames }));
    const { caseId } = await she.resettlement.post(cases, she.reception({ personId }));
    const person = await she.resettlement.get<{ names: object }>(`${persons}/${personId}`);
    expect(person.names).toEqual(herNames);
    await she.resettlement.post(`${she.sharing}/accounts`, { herWords: text });
    expect((await accounts()).at(-1)).toBe(text);

    const read = await she.resettlement.get<CasePage>(`/api/v1/readiness/cases/${caseId}`);
    expect(JSON.stringify(read)).toContain(JSON.stringify(text).slice(1, -1));
    const page = await she.resettlement.send<string>('GET', `/cases/${caseId}`, { headers: { Accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(heading(page.body)).toContain(text);
    expect(page.body).not.toContain('<script>alert(');
    expect(page.body).not.toContain('<img src=x');
  });
});

const numRuns = 600;

/** Her name as a browser shows it. */
const heading = (html: string): string => {
  const [, inner = ''] = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html) ?? [];
  const entities: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&#92;': '\\',
    '&amp;': '&',
  };
  return inner.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp|#39|#92);/g, (entity) => entities[entity] ?? entity);
};

describe('every route that writes', () => {
  it('answers whatever is sent with anything but a failure of its own', async () => {
    const routes = await writeRoutes(she);
    expect(routes.length).toBeGreaterThan(70);
    const failures: string[] = [];
    const answers: number[] = [];
    await fc.assert(
      fc.asyncProperty(junkFor(routes), async ({ path, body, account, headers }) => {
        const { status } = await she.as(account).send('POST', path, { body, headers });
        answers.push(status);
        if (status >= 500) failures.push(`${status} POST ${path} ${body.slice(0, 300)}`);
      }),
      { seed, numRuns },
    );
    expect(failures).toEqual([]);
    expect(answers).toHaveLength(numRuns);
    // Most came as far as her records or the rules of a field: the sweep is not one of locked doors.
    expect(answers.filter((status) => status !== 403 && status !== 404).length).toBeGreaterThan(numRuns / 2);
    // Some were carried out, or came as far as a rule that said no.
    expect(answers.filter((status) => status < 300 || status === 409 || status === 422).length).toBeGreaterThan(20);
  });

  it('leaves nothing behind that a projection cannot read', async () => {
    const { body } = await she.resettlement.send<object>('GET', '/health');
    expect(JSON.stringify(body)).toContain('"parked":0');
    expect(JSON.stringify(body)).not.toMatch(/"parked":[1-9]/);
  });
});
