import { randomUUID } from 'node:crypto';
import { QueryBus } from '@nestjs/cqrs';
import { date } from '@ttg/calendar';
import { caseClosed, caseReopened } from '@ttg/custody/events';
import {
  EventStore,
  isoDate,
  Personal,
  ProjectionParking,
  ProjectionPause,
  ProjectionRetry,
  ProjectionWaiter,
  Vault,
} from '@ttg/event-sourcing';
import { personMerged } from '@ttg/people/events';
import { councilByCode, type GssCode } from '@ttg/reference';
import { areasToAvoidRecorded, doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import type request from 'supertest';
import { type Answer, type Caller, type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { content, prepareReferral, receive, sendReferral, type Woman } from '../../../../test/contexts/housing';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { liveReferralReserved } from '../events';
import { HousingModule } from '../housing.module';
import { ListReferrals } from '../referral-inbox/list-referrals';

jest.setTimeout(60_000);

const base = '/api/v1/housing/referrals';
let context: ContextApp;
let officer: Caller;
let southwark: Caller;

beforeAll(async () => {
  context = await startContext([HousingModule], '2027-03-02');
  officer = context.as('resettlement-bronzefield');
  southwark = context.as('housing-southwark');
});
afterAll(() => context.close());

const problemIn = ({ text }: request.Response) =>
  JSON.parse(text) as { type: string; detail: string; errors?: { field: string; fix: string }[] };
const codeOf = (response: request.Response): string => problemIn(response).type.split(':').at(-1) ?? '';
const gss = (code: string): GssCode => {
  const council = councilByCode(code);
  if (!council) throw new Error(code);
  return council.code;
};
const instruct = ({ personId, caseId }: Woman, ...events: Parameters<ContextApp['happened']>[2][]) =>
  context.happened(`sharing-${caseId}`, { personId, caseId }, ...events);
const avoid = (caseId: string, ...codes: string[]) => areasToAvoidRecorded({ caseId, councils: codes.map(gss) });
const listed = async (council: Caller, position?: string) => {
  const headers: Record<string, string> = position === undefined ? {} : { 'Read-After': position };
  const { body } = (await council.get(base, headers).expect(200)) as Answer;
  return (body as { referrals: { referralId: string; name?: string; status: string }[] }).referrals;
};

describe('a referral', () => {
  it('is prepared with her, sent, and read by its council and nobody else’s', async () => {
    const woman = await receive(context);
    const referralId = await prepareReferral(context, woman);
    await southwark.get(`${base}/${referralId}`).expect(404);
    const made = await officer.post(`${base}/${referralId}/made`, { content }).expect(200);
    const { body } = (await southwark
      .get(`${base}/${referralId}`)
      .expect(200)
      .expect('ETag', made.headers.etag as string)) as Answer;
    expect(body).toEqual({
      referralId,
      reason: 'threatened',
      council: { code: 'E09000028', name: 'Southwark' },
      sentOn: '2027-03-02',
      receiptDueBy: '2027-03-04',
      content,
      release: { date: '2027-03-31', type: 'conditional release date', certainty: 'set' },
      areasToAvoid: [],
      addressProtected: false,
      contacts: [],
      callSlots: [],
      duties: [],
      acknowledged: [],
    });
    await context.as('housing-camden').get(`${base}/${referralId}`).expect(404);
    await context.as('healthcare-bronzefield').get(`${base}/${referralId}`).expect(403);
    await context.as('administrator').get(`${base}/${referralId}`).expect(403);
  });

  it('is neither begun nor sent under a case that is over, until it is open again', async () => {
    const woman = await receive(context);
    const { caseId } = woman;
    const referralId = await prepareReferral(context, woman);
    const on = isoDate(date('2027-03-02'));
    const known = async (event: ReturnType<typeof caseClosed | typeof caseReopened>) => {
      const position = await context.happened(`custody-${caseId}`, woman, event);
      if (position === undefined) throw new Error('Nothing was written.');
      expect(await context.app.get(ProjectionWaiter).waitFor('housing.cases', position, 5000)).toBe(true);
    };
    const draft = { caseId, reason: 'homeless' };
    await known(caseClosed({ caseId, on, reason: 'opened-in-error' }));
    expect(codeOf(await officer.post(base, draft).expect(409))).toBe('case-closed');
    expect(codeOf(await officer.post(`${base}/${referralId}/made`, { content }).expect(409))).toBe('case-closed');
    await known(caseReopened({ caseId, on, reason: 'closed-in-error' }));
    await officer.post(base, draft).expect(201);
    await officer.post(`${base}/${referralId}/made`, { content }).expect(200);
  });

  it('shows those who made it her words and all that was answered', async () => {
    const referralId = await sendReferral(context, await receive(context));
    await southwark.post(`${base}/${referralId}/receipt`, { how: 'portal', reference: 'SWK-1' }).expect(200);
    await southwark.post(`${base}/${referralId}/contact-attempts`, { how: 'phone', outcome: 'no-answer' }).expect(200);
    await officer.post(`${base}/${referralId}/call-slots`, { slotAt: '2027-03-09T14:00:00+00:00' }).expect(200);
    await southwark.post(`${base}/${referralId}/contact`, { how: 'phone' }).expect(200);
    const decision = {
      section: 's.195',
      decidedOn: '2027-03-02',
      notifiedOn: '2027-03-02',
      words: 'Sealed',
      outcome: 'PREVENTION_AND_RELIEF_DUTY',
    };
    await southwark.post(`${base}/${referralId}/decisions`, decision).expect(200);
    const { body } = (await officer.get(`${base}/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({
      status: 'sent',
      agreements: { referral: { answer: 'given', herWords: 'Yes', on: '2027-03-02', how: 'face-to-face' } },
      sent: {
        content,
        receipt: { how: 'portal', reference: 'SWK-1' },
        contacts: [{ how: 'phone', outcome: 'no-answer' }, { how: 'phone' }],
        callSlots: [{ slotAt: '2027-03-09T14:00:00Z' }],
        duties: [
          { section: 's.195', words: 'Sealed', lastDayForReview: '2027-03-22', outcome: { status: 'ACCEPTED' } },
        ],
      },
    });
    expect((await southwark.get(`${base}/${referralId}`)).text).not.toContain('Sealed');
  });

  it('is received once, however often it is said', async () => {
    const referralId = await sendReferral(context, await receive(context));
    const first = await southwark.post(`${base}/${referralId}/receipt`, { how: 'automatic' }).expect(200);
    const again = await officer.post(`${base}/${referralId}/receipt`, { how: 'phone', by: 'Desk' }).expect(200);
    expect(again.body).toEqual(first.body);
    await context.as('housing-camden').post(`${base}/${referralId}/receipt`, { how: 'portal' }).expect(404);
  });

  it('leaves nothing of hers in the store in clear', async () => {
    const referralId = await sendReferral(context, await receive(context));
    const events = await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`);
    expect(events).toHaveLength(6);
    expect(JSON.stringify(events)).not.toMatch(/Synthetic Woman|07700|"Yes"/);
    expect(events[0]?.metadata).toMatchObject({
      actor: { id: 'resettlement-bronzefield' },
      occurredAt: expect.stringMatching(/^2027-03-02T09:0/) as string,
    });
  });
});

describe('her instruction that a council must not know', () => {
  it('stops its reading at once, also of what it was sent before, and the list forgets her; until she lifts it', async () => {
    const woman = await receive(context);
    const { caseId } = woman;
    const referralId = await sendReferral(context, woman);
    const instructionId = randomUUID();
    const position = await instruct(woman, doNotShareWith({ caseId, instructionId, council: gss('E09000028') }));
    await southwark.get(`${base}/${referralId}`).expect(410);
    const entry = (await listed(southwark, position)).find((one) => one.referralId === referralId);
    expect(entry).toMatchObject({ status: 'sent' });
    expect(entry).not.toHaveProperty('name');
    expect(entry).not.toHaveProperty('release');
    await officer.get(`${base}/${referralId}`).expect(200);
    const on = isoDate(date('2027-03-02'));
    await instruct(woman, instructionLifted({ caseId, instructionId, on }));
    await southwark.get(`${base}/${referralId}`).expect(200);
  });
});

describe('a case that was opened in error', () => {
  it('is not shown to a council any more: its referral is gone at once, and the list forgets her; until it is open again', async () => {
    const woman = await receive(context);
    const { caseId } = woman;
    const referralId = await sendReferral(context, woman);
    const on = isoDate(date('2027-03-02'));
    const write = (event: ReturnType<typeof caseClosed | typeof caseReopened>) =>
      context.happened(`custody-${caseId}`, woman, event);
    const closed = await write(caseClosed({ caseId, on, reason: 'opened-in-error' }));
    const gone = await southwark.get(`${base}/${referralId}`).expect(410);
    expect(gone.text).not.toContain('Synthetic');
    const entry = (await listed(southwark, closed)).find((one) => one.referralId === referralId);
    expect(entry).toMatchObject({ status: 'sent' });
    expect(entry).not.toHaveProperty('name');
    expect(entry).not.toHaveProperty('release');
    await officer.get(`${base}/${referralId}`).expect(200);
    await write(caseReopened({ caseId, on, reason: 'closed-in-error' }));
    await southwark.get(`${base}/${referralId}`).expect(200);
  });

  it('goes on to be shown where it is over for another reason', async () => {
    const woman = await receive(context);
    const { caseId } = woman;
    const referralId = await sendReferral(context, woman);
    const over = caseClosed({ caseId, on: isoDate(date('2027-03-02')), reason: 'period-over' });
    await context.happened(`custody-${caseId}`, woman, over);
    await southwark.get(`${base}/${referralId}`).expect(200);
  });
});

describe('her agreements', () => {
  it('stop the council’s reading at once when one is withdrawn, and the list forgets her', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    const withdrawn = { to: 'pass-on-contact-details', answer: 'withdrawn', how: 'telephone' };
    const answer = await officer.post(`${base}/${referralId}/agreements`, withdrawn).expect(200);
    const gone = await southwark.get(`${base}/${referralId}`).expect(410);
    expect(gone.text).not.toContain('Synthetic');
    const entry = (await listed(southwark, answer.headers['event-position'] as string)).find(
      (one) => one.referralId === referralId,
    );
    expect(entry).toMatchObject({ status: 'sent' });
    expect(entry).not.toHaveProperty('name');
    expect(entry).not.toHaveProperty('release');
    await officer.post(`${base}/${referralId}/agreements`, { ...withdrawn, answer: 'given' }).expect(200);
    await southwark.get(`${base}/${referralId}`).expect(200);
  });

  it('are not shown as they were before: a list that is behind names nobody to a council', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    const isNamed = async (): Promise<boolean> =>
      (await listed(southwark)).some((one) => one.referralId === referralId && one.name !== undefined);
    expect(await isNamed()).toBe(true);
    const withdrawn = { to: 'pass-on-contact-details', answer: 'withdrawn', how: 'telephone' };
    await context.app.get(ProjectionParking).park('housing.referral-inbox', woman.caseId);
    await officer.post(`${base}/${referralId}/agreements`, withdrawn).expect(200);
    expect(await isNamed()).toBe(false);
    await context.app.get(ProjectionRetry).retry('housing.referral-inbox', { caseKey: woman.caseId });
    await context.app.get(ProjectionPause).pause('housing.instructions');
    await instruct(await receive(context), avoid(woman.caseId));
    expect(codeOf(await southwark.get(base).expect(503))).toBe('being-saved');
    await officer.get(`${base}?council=E09000028`).expect(200);
    await context.app.get(ProjectionPause).resume('housing.instructions');
    expect(await isNamed()).toBe(false);
  });

  it('are needed, all three', async () => {
    const { caseId } = await receive(context);
    const { body } = (await officer.post(base, { caseId, reason: 'homeless' }).expect(201)) as Answer;
    const { referralId } = body as { referralId: string };
    const refused = await officer.post(`${base}/${referralId}/made`, { content }).expect(409);
    expect(codeOf(refused)).toBe('agreement-missing');
    expect(problemIn(refused).detail).toContain('how to reach her');
  });

  it.each([
    ['W06000015', 'council-wales', /application for assistance/],
    ['S12000036', 'council-scotland', /homelessness application/],
    ['E07000026', 'council-abolished', /Cumberland/],
    ['E99999999', 'council-unknown', /No council has that code/],
  ])('name a council in England that is there: not %s', async (council, code, words) => {
    const { caseId } = await receive(context);
    const { body } = (await officer.post(base, { caseId, reason: 'homeless' }).expect(201)) as Answer;
    const { referralId } = body as { referralId: string };
    const chosen = { to: 'choice-of-council', answer: 'given', how: 'video', council };
    const response = await officer.post(`${base}/${referralId}/agreements`, chosen).expect(422);
    expect(codeOf(response)).toBe(code);
    expect(problemIn(response).detail).toMatch(words);
    expect(problemIn(response).errors?.[0]?.field).toBe('council');
  });
});

describe('her instructions', () => {
  const refusal = async (referralId: string) => {
    const response = await officer.post(`${base}/${referralId}/made`, { content }).expect(409);
    expect(await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`)).toHaveLength(5);
    return { code: codeOf(response), detail: problemIn(response).detail };
  };

  it('given a moment ago stop a referral, and say neither who nor why', async () => {
    const woman = await receive(context);
    const referralId = await prepareReferral(context, woman);
    const instructionId = randomUUID();
    const why = Personal.of('Synthetic: his cousin works there');
    await instruct(woman, doNotShareWith({ caseId: woman.caseId, instructionId, council: gss('E09000028'), why }));
    const { code, detail } = await refusal(referralId);
    expect(code).toBe('someone-must-not-know');
    expect(detail).not.toMatch(/cousin|Southwark/);
    await instruct(woman, instructionLifted({ caseId: woman.caseId, instructionId, on: isoDate(date('2027-03-02')) }));
    await officer.post(`${base}/${referralId}/made`, { content }).expect(200);
  });

  it('name areas she must avoid: the last list holds', async () => {
    const woman = await receive(context);
    const referralId = await prepareReferral(context, woman);
    await instruct(woman, avoid(woman.caseId, 'E09000007', 'E09000028'));
    expect((await refusal(referralId)).code).toBe('area-to-avoid');
    await instruct(woman, avoid(woman.caseId, 'E09000007'));
    await officer.post(`${base}/${referralId}/made`, { content }).expect(200);
    const { body } = (await southwark.get(`${base}/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({ areasToAvoid: [{ code: 'E09000007', name: 'Camden' }] });
  });

  it('hold in her next case, and when two records are found to be hers', async () => {
    const before = await receive(context);
    await instruct(before, avoid(before.caseId, 'E09000028'));
    const back = await receive(context, { personId: before.personId });
    expect((await refusal(await prepareReferral(context, back))).code).toBe('area-to-avoid');
    const kept = await receive(context);
    const merged = personMerged({
      personId: kept.personId,
      removedPersonId: before.personId,
      source: 'found-by-staff',
    });
    await context.happened(`person-${kept.personId}`, { personId: kept.personId }, merged);
    expect((await refusal(await prepareReferral(context, kept))).code).toBe('area-to-avoid');
  });
});

describe('a second referral', () => {
  it('to the same council is refused while the first is open', async () => {
    const woman = await receive(context);
    await sendReferral(context, woman);
    const second = await prepareReferral(context, woman);
    const refused = await officer.post(`${base}/${second}/made`, { content }).expect(409);
    expect(codeOf(refused)).toBe('already-referred');
  });

  it('to another council takes the place of the first, also when it is repeated', async () => {
    const woman = await receive(context);
    const first = await sendReferral(context, woman);
    const second = await prepareReferral(context, woman, 'E09000007');
    const key = { 'Idempotency-Key': randomUUID() };
    const made = await officer.post(`${base}/${second}/made`, { content }, key).expect(200);
    const again = await officer.post(`${base}/${second}/made`, { content }, key).expect(200);
    expect(again.body).toEqual(made.body);
    await southwark.get(`${base}/${first}`).expect(410);
    const { body } = (await officer.get(`${base}/${first}`).expect(200)) as Answer;
    expect(body).toMatchObject({ status: 'withdrawn', withdrawn: { reason: 'NEW_REFERRAL' } });
    await context.as('housing-camden').get(`${base}/${second}`).expect(200);
  });

  it('goes on where a crash stopped it: with the place taken and nothing sent yet', async () => {
    const woman = await receive(context);
    const first = await sendReferral(context, woman);
    const second = await prepareReferral(context, woman, 'E09000007');
    const taken = liveReferralReserved({ caseId: woman.caseId, referralId: second, replaces: first });
    await context.happened(`liveReferral-${woman.caseId}`, woman, taken);
    await southwark.get(`${base}/${first}`).expect(200);
    await officer.post(`${base}/${second}/made`, { content }).expect(200);
    await southwark.get(`${base}/${first}`).expect(410);
  });

  it('leaves one live referral however many are sent at once', async () => {
    const woman = await receive(context);
    const drafts: string[] = [];
    for (let n = 0; n < 4; n += 1) drafts.push(await prepareReferral(context, woman));
    const answers = await Promise.all(drafts.map((id) => officer.post(`${base}/${id}/made`, { content })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('her return to custody', () => {
  it('takes open referrals and their agreements over, and leaves what is over', async () => {
    const before = await receive(context);
    const sent = await sendReferral(context, before);
    const withdrawn = await prepareReferral(context, before, 'E09000007');
    await officer.post(`${base}/${withdrawn}/withdrawal`, { reason: 'DISENGAGED' }).expect(200);
    const back = await receive(context, { personId: before.personId, previousCaseId: before.caseId });
    await eventually(async () => {
      const { body } = (await officer.get(`${base}/${sent}`).expect(200)) as Answer;
      expect(body).toMatchObject({
        caseId: back.caseId,
        status: 'sent',
        agreements: { referral: { answer: 'given' } },
      });
    });
    const { body } = (await officer.get(`${base}/${withdrawn}`).expect(200)) as Answer;
    expect(body).toMatchObject({ caseId: before.caseId });
    const events = await context.app.get(EventStore).readStream(`dutyToRefer-${sent}`);
    expect(events.at(-1)).toMatchObject({
      type: 'housing.referral-carried-over',
      data: { fromCaseId: before.caseId, caseId: back.caseId },
      metadata: { caseId: back.caseId },
    });
    await southwark.post(`${base}/${sent}/receipt`, { how: 'phone' }).expect(200);
    const second = await prepareReferral(context, back);
    expect(codeOf(await officer.post(`${base}/${second}/made`, { content }).expect(409))).toBe('already-referred');
  });
});

describe('when her keys are destroyed', () => {
  it('everything still reads, with "erased"', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    const received = await southwark.post(`${base}/${referralId}/receipt`, { how: 'portal' }).expect(200);
    await context.app.get(Vault).destroyKeys(woman.personId);
    const { body } = (await officer.get(`${base}/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({ agreements: { referral: { herWords: 'erased' } }, sent: { content: 'erased' } });
    const entry = (await listed(southwark, received.headers['event-position'] as string)).find(
      (one) => one.referralId === referralId,
    );
    expect(entry).toMatchObject({ name: 'erased' });
    const words = { to: 'referral', answer: 'given', how: 'video', herWords: 'New' };
    await officer.post(`${base}/${referralId}/agreements`, words).expect(410);
  });
});

describe('a council that merges', () => {
  it('hands its open referrals to the one that takes over, on that day', async () => {
    const referralId = await sendReferral(context, await receive(context), 'E07000207');
    const { council: before } = (await officer.get(`${base}/${referralId}`)).body as { council: object };
    expect(before).toEqual({ code: 'E07000207', name: 'Elmbridge' });
    await context.goTo('2027-04-02');
    const { council } = (await officer.get(`${base}/${referralId}`)).body as {
      council: { code: string; name: string };
    };
    expect(council.name).toBe('East Surrey');
    await eventually(async () => {
      const list = await context.app.get(QueryBus).execute(new ListReferrals(council.code, { limit: 10 }));
      expect(list.referrals).toMatchObject([{ referralId, council }]);
    });
    await sendReferral(context, await receive(context), council.code);
    const late = await prepareReferral(context, await receive(context));
    const gone = { to: 'choice-of-council', answer: 'given', how: 'video', council: 'E07000207' };
    const response = await officer.post(`${base}/${late}/agreements`, gone).expect(422);
    expect(problemIn(response).detail).toContain('East Surrey');
  });
});
