import { randomUUID } from 'node:crypto';
import { womanReceived } from '@ttg/custody/events';
import { EventStore, type IsoDate } from '@ttg/event-sourcing';
import { agreementGiven, agreementWithdrawn, referralWithdrawn } from '@ttg/housing/events';
import { type GssCode, parsePrisonId } from '@ttg/reference';
import { type Answer, type Caller, type ContextApp, startContext } from '../../../test/contexts/context-app';
import type { Woman } from '../../../test/contexts/housing';
import { SharingModule } from './sharing.module';

jest.setTimeout(60_000);

const today = '2027-03-02' as IsoDate;
const stay = { prison: parsePrisonId('BZI'), receivedOn: today, from: 'court', legalStatus: 'remand' } as const;
const reception = { ...stay, synthetic: true };
let context: ContextApp;
let officer: Caller;
let lead: Caller;
let woman: Woman;

beforeAll(async () => {
  context = await startContext([SharingModule], '2027-03-02');
  officer = context.as('resettlement-bronzefield');
  lead = context.as('domestic-abuse-lead-bronzefield');
});
beforeEach(async () => {
  woman = { personId: randomUUID(), caseId: randomUUID() };
  await context.happened(`custody-${woman.caseId}`, woman, womanReceived({ ...woman, ...reception }));
});
afterAll(() => context.close());

const at = (path = '') => `/api/v1/sharing/cases/${woman.caseId}${path}`;
const shownTo = async (caller: Caller): Promise<Record<string, unknown>> =>
  ((await caller.get(at()).expect(200)) as Answer).body as Record<string, unknown>;
const eventOf = async (stream: string): Promise<string> => {
  const [event] = await context.app.get(EventStore).readStream(stream);
  return event?.id ?? 'nothing there';
};
const southwark = 'E09000028' as GssCode;
const contact = { safeToCall: false, safeToText: false, safeToLeaveMessage: false };

describe('who must not know', () => {
  const him = { name: 'Synthetic Man نور 👩', relationship: 'former partner' };

  it('is read in full by the named lead alone', async () => {
    await officer
      .post(at('/do-not-share-with'), { council: southwark, person: him, why: 'He works there' })
      .expect(201);
    expect(await shownTo(lead)).toMatchObject({
      doNotShareWith: [{ council: southwark, person: him, why: 'He works there' }],
    });
    expect(await shownTo(officer)).toMatchObject({
      doNotShareWith: [{ council: southwark, person: 'withheld', why: 'withheld' }],
    });
  });

  it('is lifted by its id, once', async () => {
    const { body } = (await officer.post(at('/do-not-share-with'), { council: southwark }).expect(201)) as Answer;
    const { instructionId } = body as { instructionId: string };
    await officer.post(at(`/instructions/${instructionId}/lifted`), {}).expect(200);
    expect(await shownTo(officer)).toMatchObject({ doNotShareWith: [] });
    await officer.post(at(`/instructions/${instructionId}/lifted`), {}).expect(404);
  });

  it.each([
    [{}, 422, 'council'],
    [{ council: 'E09999999' }, 422, 'council'],
    [{ council: 'Southwark' }, 400, 'council'],
    [{ person: { relationship: 'nobody named' } }, 400, 'person.name'],
    [{ council: 'E09000028', reason: 'unknown field' }, 400, 'reason'],
  ])('is refused by its field: %j', async (body, status, field) => {
    const { text } = await officer.post(at('/do-not-share-with'), body).expect(status);
    expect((JSON.parse(text) as { errors: { field: string }[] }).errors[0]?.field).toBe(field);
  });

  it('is written once when it is repeated', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = (await officer.post(at('/do-not-share-with'), { council: southwark }, headers).expect(201)) as Answer;
    const again = (await officer.post(at('/do-not-share-with'), { council: southwark }, headers).expect(201)) as Answer;
    expect(again.body).toEqual(first.body);
    expect(await shownTo(officer)).toMatchObject({ doNotShareWith: [{ council: southwark }] });
  });

  it('is not written over what somebody else wrote meanwhile', async () => {
    await officer.post(at('/areas-to-avoid'), { councils: [southwark] }).expect(200);
    await officer.post(at('/areas-to-avoid'), { councils: [] }, { 'If-Match': '"0"' }).expect(200);
    await officer.post(at('/areas-to-avoid'), { councils: [southwark] }, { 'If-Match': '"0"' }).expect(412);
    expect(await shownTo(officer)).toMatchObject({ areasToAvoid: { councils: [] } });
  });
});

describe('a protected address', () => {
  const address = '1 Synthetic Street';

  it('is shown to the named lead and to nobody else', async () => {
    await officer.post(at('/protected-address'), { address, addressAgain: address }).expect(200);
    expect(await shownTo(lead)).toMatchObject({ protectedAddress: { address } });
    expect(JSON.stringify(await shownTo(officer))).not.toContain('Synthetic Street');
    expect(JSON.stringify(await shownTo(context.as('probation-london')))).not.toContain('Synthetic Street');
  });

  it('is refused when it was typed twice differently', async () => {
    const { text } = await officer
      .post(at('/protected-address'), { address, addressAgain: '2 Synthetic Street' })
      .expect(422);
    expect(text).toContain('addressAgain');
    expect(text).not.toContain('Street');
  });
});

describe('her record', () => {
  it('keeps her own account as she gave it', async () => {
    const herWords = `I was never asked. نور 👩 '; drop table cases; -- {{7*7}} ${'long '.repeat(200_000)}`;
    await officer.post(at('/accounts'), { herWords }).expect(201);
    const { accounts } = (await shownTo(officer)) as { accounts: { herWords: string }[] };
    expect(accounts[0]?.herWords === herWords).toBe(true);
  });

  it('keeps what she disputes beside it, and what was shared', async () => {
    const disputes = await eventOf(`custody-${woman.caseId}`);
    await officer.post(at('/disagreements'), { disputes, herWords: 'That is not so.' }).expect(201);
    await officer
      .post(at('/disclosures'), { to: 'council', what: 'release date', basis: 'her-agreement', on: '2027-03-03' })
      .expect(422);
    await officer
      .post(at('/disclosures'), { to: 'council', what: 'release date', basis: 'her-agreement', on: '2027-03-02' })
      .expect(200);
    expect(await shownTo(officer)).toMatchObject({
      disagreements: [{ disputes, herWords: 'That is not so.' }],
      disclosures: [{ to: 'council' }],
    });
  });

  it('takes a dispute of what is recorded of her, and of nothing else', async () => {
    const other = { personId: randomUUID(), caseId: randomUUID() };
    await context.happened(`custody-${other.caseId}`, other, womanReceived({ ...other, ...reception }));
    const before = { ...woman, caseId: randomUUID() };
    await context.happened(`custody-${before.caseId}`, before, womanReceived({ ...before, ...reception }));
    const refused: string[] = [];
    for (const disputes of [randomUUID(), await eventOf(`custody-${other.caseId}`)]) {
      const { text } = await officer.post(at('/disagreements'), { disputes, herWords: 'That is not so.' }).expect(422);
      const { type, errors } = JSON.parse(text) as { type: string; errors: { field: string }[] };
      refused.push(type, ...errors.map(({ field }) => field));
    }
    const problem = 'urn:through-the-gate:problem:nothing-to-dispute';
    expect(refused).toEqual([problem, 'disputes', problem, 'disputes']);
    expect(await shownTo(officer)).toMatchObject({ disagreements: [] });
    const disputes = await eventOf(`custody-${before.caseId}`);
    await officer.post(at('/disagreements'), { disputes, herWords: 'That was not me.' }).expect(201);
  });

  it('says how she can be reached safely', async () => {
    await officer.post(at('/safe-contact'), contact).expect(422);
    await officer.post(at('/safe-contact'), { ...contact, phone: '07700 900000', safeToText: true }).expect(200);
    expect(await shownTo(context.as('healthcare-bronzefield'))).toMatchObject({
      safeContact: { phone: '07700 900000', safeToText: true },
    });
  });

  it('is blocked for somebody who works here', async () => {
    await officer.post(at('/record-blocked-for'), {}).expect(422);
    await officer.post(at('/record-blocked-for'), { accountId: 'healthcare-bronzefield' }).expect(201);
    expect(await shownTo(officer)).toMatchObject({ recordBlockedFor: [{ accountId: 'healthcare-bronzefield' }] });
  });

  it('is not a council’s to read, nor anybody’s who is not signed in', async () => {
    await context.as('housing-southwark').get(at()).expect(403);
    await context.as('nobody').get(at()).expect(401);
  });

  it('is that of a case that was opened', async () => {
    await officer.get(`/api/v1/sharing/cases/${randomUUID()}`).expect(404);
    await officer.post(`/api/v1/sharing/cases/${randomUUID()}/areas-to-avoid`, { councils: [] }).expect(404);
  });
});

describe('all she has agreed to', () => {
  const referralId = randomUUID();
  const agreement = { referralId, on: today, how: 'face-to-face' } as const;
  const agreements = async (after?: string) =>
    ((await officer.get(at('/agreements'), after ? { 'Read-After': after } : {}).expect(200)) as Answer).body;

  it('stands together, each with where it is withdrawn, until the referral ends', async () => {
    const { caseId } = woman;
    const stream = `dutyToRefer-${referralId}`;
    const chosen = agreementGiven({ ...agreement, caseId, to: 'choice-of-council', council: southwark });
    const given = await context.happened(
      stream,
      woman,
      agreementGiven({ ...agreement, caseId, to: 'referral' }),
      chosen,
    );
    expect(await agreements(given)).toMatchObject({
      agreements: [
        {
          to: 'choice-of-council',
          answer: 'given',
          council: southwark,
          changeAt: `/api/v1/housing/referrals/${referralId}/agreements`,
        },
        { to: 'referral', answer: 'given' },
      ],
    });
    const withdrawn = await context.happened(
      stream,
      woman,
      agreementWithdrawn({ ...agreement, caseId, to: 'referral' }),
    );
    expect(await agreements(withdrawn)).toMatchObject({ agreements: [{}, { to: 'referral', answer: 'withdrawn' }] });
    const ended = await context.happened(
      stream,
      woman,
      referralWithdrawn({ referralId, caseId, reason: 'NO_CONSENT', on: today }),
    );
    expect(await agreements(ended)).toEqual({ caseId, agreements: [] });
  });
});
