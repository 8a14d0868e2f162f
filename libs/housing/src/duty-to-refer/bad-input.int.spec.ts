import { randomUUID } from 'node:crypto';
import type request from 'supertest';
import { type Answer, type Caller, type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { content, prepareReferral, receive, sendReferral } from '../../../../test/contexts/housing';
import { HousingModule } from '../housing.module';

jest.setTimeout(60_000);

const base = '/api/v1/housing/referrals';
let context: ContextApp;
let officer: Caller;

beforeAll(async () => {
  context = await startContext([HousingModule], '2027-03-02');
  officer = context.as('resettlement-bronzefield');
});
afterAll(() => context.close());

const fieldsOf = ({ text }: request.Response): string[] =>
  ((JSON.parse(text) as { errors?: { field: string; fix: string }[] }).errors ?? []).map(({ field, fix }) => {
    expect(fix).toMatch(/^\S.*\.$/s);
    return field;
  });

describe('a draft', () => {
  it.each([
    [{ caseId: randomUUID(), reason: 'fed-up' }, ['reason']],
    [{ caseId: 'x', reason: 'homeless' }, ['caseId']],
    [{ caseId: 7 }, ['caseId', 'reason']],
    [{ caseId: randomUUID(), reason: 'homeless', personId: randomUUID() }, ['personId']],
  ])('names what is wrong with %j', async (body, fields) => {
    expect(fieldsOf(await officer.post(base, body).expect(400)).sort()).toEqual(fields);
  });

  it('is of a case that is there', () => officer.post(base, { caseId: randomUUID(), reason: 'homeless' }).expect(404));

  it('is the business of prison and probation', async () => {
    const { caseId } = await receive(context);
    for (const account of ['healthcare-bronzefield', 'housing-southwark', 'administrator']) {
      await context.as(account).post(base, { caseId, reason: 'homeless' }).expect(403);
    }
  });

  it('that was sent twice with one key is one draft', async () => {
    const { caseId } = await receive(context);
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await officer.post(base, { caseId, reason: 'homeless' }, key).expect(201);
    const second = await officer.post(base, { caseId, reason: 'homeless' }, key).expect(201);
    expect(second.body).toEqual(first.body);
    await officer.post(base, { caseId, reason: 'threatened' }, key).expect(422);
  });
});

describe('an agreement', () => {
  const answer = { to: 'referral', answer: 'given', how: 'face-to-face' };
  let referralId: string;
  beforeAll(async () => (referralId = await prepareReferral(context, await receive(context))));
  const say = (changes: object, headers = {}) =>
    officer.post(`${base}/${referralId}/agreements`, { ...answer, ...changes }, headers);

  it.each([
    [{ on: '2027-02-30' }, 400, ['on']],
    [{ on: '1926-03-02' }, 400, ['on']],
    [{ on: '2027-01-10' }, 422, ['on']],
    [{ on: '2027-03-03' }, 422, ['on']],
    [{ on: 20270302 }, 400, ['on']],
    [{ herWords: 'a\u0000b' }, 400, ['herWords']],
    [{ herWords: 'x'.repeat(4001) }, 400, ['herWords']],
    [{ herWords: { $gt: '' } }, 400, ['herWords']],
    [{ to: '__proto__' }, 400, ['to']],
    [{ council: 'E09000028' }, 422, ['council']],
    [{ to: 'choice-of-council' }, 422, ['council']],
    [{ to: 'choice-of-council', council: 'Southwark' }, 422, ['council']],
  ])('names what is wrong with %j', async (changes, status, fields) => {
    expect(fieldsOf(await say(changes).expect(status))).toEqual(fields);
  });

  it.each(['👩🏽‍🦱 ok', 'نعم، أوافق', "'); drop table housing.cases; --", '{{7*7}} ${7*7} <script>', 'a\u202Eb'])(
    'keeps her words to the character: %s',
    async (herWords) => {
      await say({ herWords }).expect(200);
      const { body } = (await officer.get(`${base}/${referralId}`).expect(200)) as Answer;
      expect(body).toMatchObject({ agreements: { referral: { herWords } } });
    },
  );

  it('is refused to whoever saw an older version', async () => {
    const { headers } = await officer.get(`${base}/${referralId}`).expect(200);
    const seen = headers.etag as string;
    await say({}, { 'If-Match': seen }).expect(200);
    await say({}, { 'If-Match': seen }).expect(412);
  });

  it('is about a referral that is there', async () => {
    await officer.post(`${base}/${randomUUID()}/agreements`, answer).expect(404);
    await officer.post(`${base}/not-an-id/agreements`, answer).expect(404);
    await officer.get(`${base}/${randomUUID()}`).expect(404);
  });
});

describe('what is sent', () => {
  it('has a name and a way to reach her, and is no longer than a council can read', async () => {
    const referralId = await prepareReferral(context, await receive(context));
    const make = (body: object) => officer.post(`${base}/${referralId}/made`, body);
    expect(fieldsOf(await make({}).expect(400))).toEqual(['content']);
    expect(fieldsOf(await make({ content: {} }).expect(400)).sort()).toEqual(['content.contact', 'content.name']);
    expect(fieldsOf(await make({ content: { ...content, needs: 'x'.repeat(2_000_000) } }).expect(400))).toEqual([
      'content.needs',
    ]);
    expect(fieldsOf(await make({ content: { ...content, offence: 'x' } }).expect(400))).toEqual(['content.offence']);
    expect(fieldsOf(await make({ content: { ...content, mainReason: 'x' } }).expect(400))).toEqual([
      'content.mainReason',
    ]);
    const contact = { afterRelease: { safeToCall: 'yes' } };
    expect(fieldsOf(await make({ content: { ...content, contact } }).expect(400))).toEqual([
      'content.contact.afterRelease.safeToCall',
    ]);
    const long = { ...content, needs: 'ñ👩'.repeat(10_000) };
    await make({ content: long }).expect(200);
    const { body } = (await context.as('housing-southwark').get(`${base}/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({ content: long });
  });
});

describe('a decision of the council', () => {
  it('is dated in the order things happened', async () => {
    const referralId = await sendReferral(context, await receive(context));
    const decide = (decidedOn: string, notifiedOn: string, section = 's.195') =>
      officer.post(`${base}/${referralId}/decisions`, { section, decidedOn, notifiedOn });
    expect(fieldsOf(await decide('2027-03-01', '2027-03-02').expect(422))).toEqual(['decidedOn']);
    expect(fieldsOf(await decide('2027-03-02', '2027-03-03').expect(422))).toEqual(['notifiedOn']);
    expect(fieldsOf(await decide('2027-03-02', '2027-03-02', 's.1').expect(400))).toEqual(['section']);
    const ended = { section: 's.195', reason: 'contact-lost' };
    expect(fieldsOf(await officer.post(`${base}/${referralId}/duty-ends`, ended).expect(409))).toEqual(['section']);
  });
});

describe('the list', () => {
  it('is a council’s own, and goes on page by page', async () => {
    const camden = context.as('housing-camden');
    const ids = new Set<string>();
    for (let n = 0; n < 3; n += 1) ids.add(await sendReferral(context, await receive(context), 'E09000007'));
    const position = (await officer.post(`${base}/${[...ids][0]}/receipt`, { how: 'email' })).headers[
      'event-position'
    ] as string;
    await camden.get(`${base}?council=E09000028`).expect(404);
    await officer.get(base).expect(422);
    const seen: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const from = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = (await camden.get(`${base}?limit=2${from}`, { 'Read-After': position }).expect(200)) as Answer;
      const page = body as { referrals: { referralId: string; name: string }[]; next?: string };
      expect(page.referrals.every(({ name }) => name === content.name)).toBe(true);
      seen.push(...page.referrals.map(({ referralId }) => referralId));
      cursor = page.next;
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen)).toEqual(ids);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=%00', 'cursor=bm90', 'order=name'])(
    'names what is wrong with ?%s',
    async (query) => {
      const response = await context.as('housing-camden').get(`${base}?${query}`).expect(400);
      expect(response.type).toBe('application/problem+json');
    },
  );
});
