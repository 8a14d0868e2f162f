import { randomUUID } from 'node:crypto';
import { EventStore, Personal } from '@ttg/event-sourcing';
import { protectedAddressSet } from '@ttg/sharing/events';
import type request from 'supertest';
import { type Answer, type Caller, type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { prepareReferral, receive, type Woman } from '../../../../test/contexts/housing';
import { HousingModule } from '../housing.module';

jest.setTimeout(60_000);

let context: ContextApp;
let officer: Caller;
let woman: Woman;

beforeAll(async () => {
  context = await startContext([HousingModule], '2027-03-08');
  officer = context.as('resettlement-bronzefield');
});
beforeEach(async () => (woman = await receive(context)));
afterAll(() => context.close());

const bed = { type: 'A17', from: '2027-03-31', safe: 'yes', askedInPrivate: true };
const at = (path = '') => `/api/v1/housing/cases/${woman.caseId}${path}`;
const confirm = async (changes: object = {}): Promise<string> => {
  const { body } = (await officer.post(at('/accommodation'), { ...bed, ...changes }).expect(201)) as Answer;
  return (body as { accommodationId: string }).accommodationId;
};
const placesFor = async (account = 'resettlement-bronzefield') => {
  const { body } = (await context.as(account).get(at()).expect(200)) as Answer;
  return (
    body as { accommodation: { status: string; address?: string; to?: string; nights?: number; counts: boolean }[] }
  ).accommodation;
};
const fieldsOf = ({ text }: request.Response): string[] =>
  ((JSON.parse(text) as { errors?: { field: string }[] }).errors ?? []).map(({ field }) => field);

describe('a place', () => {
  it('is hers from confirmation to the end, re-dated between', async () => {
    const id = await confirm();
    expect(await placesFor()).toMatchObject([{ description: 'CAS3', to: '2027-06-23', nights: 84, counts: true }]);
    await officer.post(at(`/accommodation/${id}/redate`), { from: '2027-03-01' }).expect(200);
    await officer.post(at(`/accommodation/${id}/start`), {}).expect(200);
    await officer.post(at(`/accommodation/${id}/end`), { why: 'Her words' }).expect(200);
    expect(await placesFor()).toMatchObject([
      { status: 'ended', from: '2027-03-01', nights: 84, counts: false, why: 'Her words' },
    ]);
    await officer.post(at(`/accommodation/${id}/start`), {}).expect(409);
  });

  it('counts only when it is safe and she was asked in private', async () => {
    const id = await confirm({ safe: 'not-asked', askedInPrivate: false });
    expect(await placesFor()).toMatchObject([{ counts: false }]);
    await officer.post(at(`/accommodation/${id}/safety`), { safe: 'yes', askedInPrivate: true }).expect(200);
    expect(await placesFor()).toMatchObject([{ counts: true }]);
  });

  it.each([
    [{ type: 'A08A' }, 422, ['type']],
    [{ type: 'Z99' }, 422, ['type']],
    [{ to: '2027-07-01' }, 422, ['to']],
    [{ to: '2027-03-31' }, 422, ['to']],
    [{ from: '2027-01-01' }, 422, ['from']],
    [{ from: '1927-01-01' }, 400, ['from']],
    [{ safe: 'perhaps' }, 400, ['safe']],
    [{ askedInPrivate: 'yes' }, 400, ['askedInPrivate']],
  ])('names what is wrong with %j', async (changes, status, fields) => {
    expect(fieldsOf(await officer.post(at('/accommodation'), { ...bed, ...changes }).expect(status))).toEqual(fields);
  });

  it('is of a case that is there, and a place of it', async () => {
    await officer.post(`/api/v1/housing/cases/${randomUUID()}/accommodation`, bed).expect(404);
    await officer.post(at(`/accommodation/${randomUUID()}/start`), {}).expect(404);
    await officer.get(`/api/v1/housing/cases/${randomUUID()}`).expect(404);
  });

  it('is refused to whoever saw an older version', async () => {
    await confirm();
    const { headers } = await officer.get(at()).expect(200);
    const seen = { 'If-Match': headers.etag as string };
    await officer.post(at('/tenancy/kept'), {}, seen).expect(200);
    await officer.post(at('/tenancy/kept'), {}, seen).expect(412);
  });
});

describe('an address', () => {
  const address = '1 Synthetic Street 👩';

  it('is shown to those who arrange it, and sealed in the store', async () => {
    await confirm({ address });
    expect(await placesFor()).toMatchObject([{ address }]);
    expect(await placesFor('probation-manager-london')).toMatchObject([{ address: 'protected' }]);
    const events = await context.app.get(EventStore).readStream(`accommodation-${woman.caseId}`);
    expect(JSON.stringify(events)).not.toContain('Synthetic Street');
  });

  it('that she fears, or that is protected, is shown to the named lead alone', async () => {
    await confirm({ address, safe: 'no' });
    expect(await placesFor()).toMatchObject([{ address: 'protected' }]);
    expect(await placesFor('domestic-abuse-lead-bronzefield')).toMatchObject([{ address }]);
    const other = (woman = await receive(context));
    await confirm({ address });
    const set = {
      caseId: other.caseId,
      addressId: randomUUID(),
      address: Personal.of('x'),
      confirmedTwice: true,
    } as const;
    const position = await context.happened(`sharing-${other.caseId}`, other, protectedAddressSet(set));
    const { body } = (await officer.get(at(), { 'Read-After': position ?? '' }).expect(200)) as Answer;
    expect(body).toMatchObject({ accommodation: [{ address: 'protected' }] });
  });

  it('is no business of a council or of healthcare', async () => {
    await context.as('housing-southwark').get(at()).expect(403);
    await context.as('healthcare-bronzefield').get(at()).expect(403);
  });
});

describe('her tenancy, the beds asked for and her referrals', () => {
  it('stand on one page', async () => {
    await officer
      .post(at('/tenancy'), { tenure: 'social-rent', atRisk: true, landlord: 'A synthetic council' })
      .expect(200);
    await officer
      .post(at('/tenancy/end'), { how: 'evicted', on: '2026-12-24', noticeServedAt: 'The flat' })
      .expect(200);
    await officer.post(at('/tenancy/end'), { how: 'evicted' }).expect(409);
    const asked = await officer
      .post(at('/placement-referrals'), { kind: 'CAS3', provider: 'Synthetic Homes' })
      .expect(201);
    const { placementReferralId } = asked.body as { placementReferralId: string };
    await officer
      .post(at(`/placement-referrals/${placementReferralId}/rejection`), { reason: 'no-vacancy' })
      .expect(200);
    await officer.post(at(`/placement-referrals/${placementReferralId}/acceptance`), {}).expect(409);
    const referralId = await prepareReferral(context, woman);
    const withdrawn = await officer
      .post(`/api/v1/housing/referrals/${referralId}/withdrawal`, { reason: 'OTHER', other: 'Sentenced' })
      .expect(200);
    const { body } = (await officer
      .get(at(), { 'Read-After': withdrawn.headers['event-position'] as string })
      .expect(200)) as Answer;
    expect(body).toEqual({
      caseId: woman.caseId,
      tenancy: {
        tenure: 'social-rent',
        landlord: 'A synthetic council',
        atRisk: true,
        status: 'ended',
        how: 'evicted',
        on: '2026-12-24',
      },
      accommodation: [],
      placementReferrals: [
        {
          placementReferralId,
          kind: 'CAS3',
          provider: 'Synthetic Homes',
          madeOn: '2027-03-08',
          answer: { accepted: false, on: '2027-03-08', reason: 'no-vacancy' },
        },
      ],
      referrals: [
        {
          referralId,
          reason: 'threatened',
          status: 'withdrawn',
          withdrawnAs: 'OTHER',
          agreements: { referral: 'given', 'choice-of-council': 'given', 'pass-on-contact-details': 'given' },
          chosenCouncil: 'E09000028',
          failedContacts: 0,
          duties: {},
          needsReconfirming: false,
        },
      ],
    });
  });
});
