import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { type RealApp, startRealApp } from '../pages/real-app';

jest.setTimeout(60_000);

let real: RealApp;
let her: string;

beforeAll(async () => {
  real = await startRealApp('2027-02-01');
  const names = { first: 'Synthetic', last: 'Example' };
  const { personId } = await real.done('resettlement-bronzefield', '/people/persons', {
    ...{ prisonNumber: 'A1234BC', names, synthetic: true },
  });
  const { caseId = '', position = '' } = await real.done('resettlement-bronzefield', '/custody/cases', {
    ...{ personId, prison: 'BZI', receivedOn: '2027-02-01', from: 'court', legalStatus: 'remand' },
  });
  her = `/readiness/cases/${caseId}`;
  await read(`${her}?after=${position}`).expect(200);
});
afterAll(() => real.close());

const read = (path: string) =>
  request(real.app.getHttpServer()).get(`/api/v1${path}`).set('X-Demo-Identity', 'probation-london');
const fieldsOf = ({ body }: { readonly body: unknown }): string[] =>
  (body as { errors: { field: string }[] }).errors.map(({ field }) => field);

describe('a list', () => {
  it.each([
    ['/readiness/board', 'cursor'],
    ['/custody/cases', 'cursor'],
    ['/housing/referrals?council=E09000028', 'cursor'],
  ])('%s has no empty page for a cursor that is none of ours', async (list, field) => {
    const answer = await read(`${list}${list.includes('?') ? '&' : '?'}${field}=nonsense`).expect(400);
    expect(fieldsOf(answer)).toEqual([field]);
  });

  it.each(['2027-02-30', '2027-13-01', '0000-01-01', '9999-99-99'])(
    'has no page for a cursor of the day %s',
    async (day) => {
      const cursorOf = (...parts: string[]) => Buffer.from([...parts, randomUUID()].join('_')).toString('base64url');
      for (const [list, cursor] of [
        ['/readiness/board?cursor=', cursorOf('after', day, '1')],
        ['/custody/cases?cursor=', cursorOf(day)],
        ['/housing/referrals?council=E09000028&cursor=', cursorOf(day)],
      ] as const)
        expect(fieldsOf(await read(`${list}${cursor}`).expect(400))).toEqual(['cursor']);
    },
  );

  it.each(['0x10', '1e1', '', '%20', '1.0', '-1', '99999999999999999999'])('takes no limit of %j', async (limit) => {
    expect(fieldsOf(await read(`/custody/cases?limit=${limit}`).expect(400))).toEqual(['limit']);
    expect(fieldsOf(await read(`/housing/referrals?council=E09000028&limit=${limit}`).expect(400))).toEqual(['limit']);
    expect(fieldsOf(await read(`/readiness/board?withinDays=${limit}`).expect(400))).toEqual(['withinDays']);
  });

  it('her timeline neither', async () =>
    expect(fieldsOf(await read(`${her}?timeline=nonsense`).expect(400))).toEqual(['timeline']));

  it('of a council’s referrals says that the council is missing', async () =>
    expect(fieldsOf(await read('/housing/referrals').expect(422))).toEqual(['council']));

  it('says once what is no number', async () =>
    expect(fieldsOf(await read('/readiness/board?withinDays=soon').expect(400))).toEqual(['withinDays']));
});
