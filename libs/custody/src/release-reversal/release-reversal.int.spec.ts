import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import { isoDate, Personal } from '@ttg/event-sourcing';
import { personRegistered } from '@ttg/people/events';
import { type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { CustodyModule } from '../custody.module';

jest.setTimeout(60_000);

const cases = '/api/v1/custody/cases';
const staff = 'resettlement-bronzefield';
const reversal = { reason: 'recorded-in-error', on: '2027-03-22' };

let context: ContextApp;

beforeAll(async () => {
  context = await startContext([CustodyModule], '2027-03-24');
}, 120_000);
afterAll(() => context.close());

const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  context.as(staff).post(`${cases}${path}`, body, headers);
const show = async (caseId: string): Promise<Record<string, unknown>> =>
  (await context.as(staff).get(`${cases}/${caseId}`).expect(200)).body as Record<string, unknown>;

/** A synthetic woman received on 11 January, who is to leave on 31 March. @returns her case */
const inside = async (): Promise<string> => {
  const personId = randomUUID();
  const woman = personRegistered({
    ...{ personId, synthetic: true, names: Personal.of({ first: 'Synthetic', last: 'Example' }) },
    dateOfBirth: Personal.of(isoDate(date('1990-05-05'))),
  });
  await context.happened(`person-${personId}`, { personId }, woman);
  const reception = { personId, prison: 'BZI', receivedOn: '2027-01-11', from: 'court', legalStatus: 'sentenced' };
  const { caseId } = (await post('', reception).expect(201)).body as { caseId: string };
  await post(`/${caseId}/release-date`, { date: '2027-03-31', type: 'CRD', source: 'calculation' }).expect(200);
  return caseId;
};
const out = async (): Promise<string> => {
  const caseId = await inside();
  await post(`/${caseId}/release`, { on: '2027-03-20', from: 'prison', toAccommodation: 'A17' }).expect(200);
  return caseId;
};

describe('a release that was recorded in error', () => {
  it('is taken back: she is in custody as before, and who said so is kept', async () => {
    const caseId = await inside();
    const before = await show(caseId);
    await post(`/${caseId}/release`, { on: '2027-03-20', from: 'prison', toAccommodation: 'A17' }).expect(200);
    expect(await show(caseId)).toMatchObject({ status: 'released', released: { on: '2027-03-20' } });
    await post(`/${caseId}/release-reversal`, reversal).expect(200).expect('ETag', '"3"');
    const after = await show(caseId);
    expect({ ...after, reversedReleases: [] }).toEqual(before);
    expect(after.reversedReleases).toMatchObject([
      {
        ...{ releasedOn: '2027-03-20', reason: 'recorded-in-error', on: '2027-03-22' },
        recordedBy: { role: 'prison-resettlement', organisation: 'BZI' },
      },
    ]);
  });

  it('leaves her in the list of those in custody', async () => {
    const caseId = await out();
    const answer = await post(`/${caseId}/release-reversal`, reversal).expect(200);
    const { position } = answer.body as { position: string };
    const inCustody = await context
      .as(staff)
      .get(`${cases}?status=in-custody&limit=200`, { 'Read-After': position })
      .expect(200);
    const listed = (inCustody.body as { cases: { caseId: string }[] }).cases;
    expect(listed.find((one) => one.caseId === caseId)).toMatchObject({ releaseDate: '2027-03-31' });
  });

  it('is taken back once: the same request again is answered the same, another is refused', async () => {
    const caseId = await out();
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await post(`/${caseId}/release-reversal`, reversal, key).expect(200);
    expect((await post(`/${caseId}/release-reversal`, reversal, key).expect(200)).body).toEqual(first.body);
    const refused = await post(`/${caseId}/release-reversal`, reversal).expect(409);
    expect(refused.body).toMatchObject({ type: 'urn:through-the-gate:problem:no-release-to-reverse' });
  });

  it('is not taken back by somebody who read an older case', async () => {
    const caseId = await out();
    await post(`/${caseId}/release-reversal`, reversal, { 'If-Match': '"0"' }).expect(412);
  });

  it('stands where she was reached outside since, and says what to do', async () => {
    const caseId = await out();
    await post(`/${caseId}/contact-after-release`, { at: '2027-03-21T10:00:00Z', route: 'safe-phone' }).expect(200);
    const refused = await post(`/${caseId}/release-reversal`, reversal).expect(409);
    expect(refused.body).toMatchObject({ type: 'urn:through-the-gate:problem:reached-outside' });
    expect(refused.text).toContain('record her return');
  });

  it('stands where she is back, and leads to the case that her return opened', async () => {
    const caseId = await out();
    const back = { on: '2027-03-21', reason: 'recall', prison: 'BZI', legalStatus: 'recalled' };
    const answer = await post(`/${caseId}/return`, back).expect(201);
    const refused = await post(`/${caseId}/release-reversal`, reversal).expect(409);
    expect(refused.headers.link).toContain((answer.body as { caseId: string }).caseId);
  });

  it.each([
    ['without a reason', { reason: undefined }, 400, 'reason'],
    ['for a reason that is none', { reason: 'changed-my-mind' }, 400, 'reason'],
    ['without a day', { on: undefined }, 400, 'on'],
    ['on a day to come', { on: '2027-03-25' }, 422, 'on'],
    ['on a day before she was said to have left', { on: '2027-03-19' }, 422, 'on'],
    ['with a field that is not known', { note: 'x' }, 400, 'note'],
  ])('is not taken back %s', async (_what, changed, status, field) => {
    const caseId = await out();
    const answer = await post(`/${caseId}/release-reversal`, { ...reversal, ...changed }).expect(status);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
    expect(await show(caseId)).toMatchObject({ status: 'released' });
  });

  it('is taken back by prison staff alone', async () => {
    const caseId = await out();
    for (const account of ['probation-london', 'healthcare-bronzefield', 'housing-southwark'])
      await context.as(account).post(`${cases}/${caseId}/release-reversal`, reversal).expect(403);
    await post(`/${randomUUID()}/release-reversal`, reversal).expect(404);
  });
});
