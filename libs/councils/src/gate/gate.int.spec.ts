import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseReversed,
  womanReceived,
} from '@ttg/custody/events';
import { isoDate, ProjectionRebuild } from '@ttg/event-sourcing';
import { personMerged } from '@ttg/people/events';
import { councilByCode, parsePrisonId, type GssCode } from '@ttg/reference';
import { referralCarriedOver } from '@ttg/housing/events';
import { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { gatePassed, noticesOf, publicUrl, startCouncils } from '../../../../test/councils/councils-app';
import { prepareReferral, receive, sendReferral, type Woman } from '../../../../test/contexts/housing';
import type { ContextApp } from '../../../../test/contexts/context-app';
import { CouncilNotices } from '../notices/council-notices';
import { beforeAll as beforeAllNotices } from '../notices/notice';

const referrals = '/api/v1/housing/referrals';
const southwark = councilByCode('E09000028')?.code as GssCode;
const day = (text: string) => isoDate(date(text));

describe('the gate', () => {
  let context: ContextApp;
  const types = async (referralId: string): Promise<readonly string[]> =>
    (await noticesOf(context, referralId)).map(({ thin }) => thin.type);
  const answer = (referralId: string, to: string, given: string) =>
    context
      .as('resettlement-bronzefield')
      .post(`${referrals}/${referralId}/agreements`, { to, answer: given, how: 'telephone' })
      .expect(200);
  const move = ({ caseId, personId }: Woman, to: string) => {
    const before = { date: day('2027-03-31'), type: 'CRD' } as const;
    const moved = releaseDateChanged({ caseId, before, after: { ...before, date: day(to) }, source: 'calculation' });
    return context.happened(`custody-${caseId}`, { caseId, personId }, moved);
  };

  beforeAll(async () => {
    context = await startCouncils();
  });
  afterAll(() => context.close());

  it('lets nothing out while a referral is prepared', async () =>
    expect(await types(await prepareReferral(context, await receive(context)))).toEqual([]));

  it('tells the council of a referral by id, type, time and address, and of nothing else', async () => {
    const referralId = await sendReferral(context, await receive(context));
    const [notice, ...more] = await noticesOf(context, referralId);
    expect(more).toEqual([]);
    expect(notice?.council).toBe(southwark);
    expect(notice?.thin).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      type: 'council.referral-made',
      time: expect.stringMatching(/^2027-02-02T\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      detailUrl: `${publicUrl}${referrals}/${referralId}`,
    });
  });

  it('tells of her release and that it was none while the referral is live, and of no date before it was made', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    await move(woman, '2027-03-08');
    const { caseId, personId } = woman;
    const out = released({
      caseId,
      on: day('2027-02-02'),
      from: 'prison',
      prison: parsePrisonId('BZI'),
      toAccommodation: 'A17',
      notice: 'planned',
    });
    await context.happened(`custody-${caseId}`, { caseId, personId }, out);
    const told = ['council.referral-made', 'council.release-changed', 'council.release-changed'];
    expect(await types(referralId)).toEqual(told);
    const on = day('2027-02-02');
    const reversed = releaseReversed({ caseId, releasedOn: on, reason: 'recorded-in-error', on });
    await context.happened(`custody-${caseId}`, { caseId, personId }, reversed);
    expect(await types(referralId)).toEqual([...told, 'council.release-changed']);
  });

  it('lets nothing out after her agreement ended, and silences what had not gone yet', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    await move(woman, '2027-03-08');
    expect(await types(referralId)).toHaveLength(2);
    await answer(referralId, 'pass-on-contact-details', 'withdrawn');
    await move(woman, '2027-03-10');
    expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
  });

  it('tells once where her agreement to be referred ends, and the referral with it', async () => {
    const referralId = await sendReferral(context, await receive(context));
    await answer(referralId, 'referral', 'withdrawn');
    expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
  });

  it('lets notices out again when she agrees again', async () => {
    const woman = await receive(context);
    const referralId = await sendReferral(context, woman);
    await answer(referralId, 'pass-on-contact-details', 'withdrawn');
    await answer(referralId, 'pass-on-contact-details', 'given');
    await move(woman, '2027-03-08');
    expect(await types(referralId)).toEqual([
      'council.agreement-withdrawn',
      'council.agreement-given-again',
      'council.release-changed',
    ]);
  });

  it('tells that a referral was withdrawn', async () => {
    const referralId = await sendReferral(context, await receive(context));
    const withdrawal = { reason: 'HOUSING_NEED_RESOLVED' };
    const officer = context.as('resettlement-bronzefield');
    await officer.post(`${referrals}/${referralId}/withdrawal`, withdrawal).expect(200);
    expect(await types(referralId)).toEqual(['council.referral-withdrawn']);
  });

  it('stops where she says that this council must not know, and goes on when she lifts it', async () => {
    const woman = await receive(context);
    const { caseId } = woman;
    const referralId = await sendReferral(context, woman);
    const instructionId = randomUUID();
    const stream = `sharing-${caseId}`;
    await context.happened(stream, woman, doNotShareWith({ caseId, instructionId, council: southwark }));
    await move(woman, '2027-03-08');
    expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
    await context.happened(stream, woman, instructionLifted({ caseId, instructionId, on: day('2027-02-02') }));
    expect(await types(referralId)).toEqual(['council.agreement-withdrawn', 'council.agreement-given-again']);
  });

  it('stops where the instruction stands under another record of hers', async () => {
    const woman = await receive(context);
    const other = await receive(context);
    const referralId = await sendReferral(context, woman);
    const instruction = doNotShareWith({ caseId: other.caseId, instructionId: randomUUID(), council: southwark });
    await context.happened(`sharing-${other.caseId}`, other, instruction);
    expect(await types(referralId)).toEqual(['council.referral-made']);
    const { personId } = woman;
    const merged = personMerged({ personId, removedPersonId: other.personId, source: 'found-by-staff' });
    await context.happened(`person-${personId}`, { personId }, merged);
    expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
  });

  describe('of a case that was opened in error', () => {
    const on = day('2027-02-02');
    const close = (woman: Woman, reason: 'opened-in-error' | 'period-over' = 'opened-in-error') =>
      context.happened(`custody-${woman.caseId}`, woman, caseClosed({ caseId: woman.caseId, on, reason }));

    it('takes back what was told, and lets nothing more out until it is open again', async () => {
      const woman = await receive(context);
      const { caseId } = woman;
      const referralId = await sendReferral(context, woman);
      await move(woman, '2027-03-08');
      await close(woman);
      await move(woman, '2027-03-10');
      expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
      const reopened = caseReopened({ caseId, on, reason: 'closed-in-error' });
      await context.happened(`custody-${caseId}`, woman, reopened);
      await move(woman, '2027-03-12');
      expect(await types(referralId)).toEqual([
        'council.agreement-withdrawn',
        'council.agreement-given-again',
        'council.release-changed',
      ]);
    });

    it('tells nobody who was not told of her', async () => {
      const woman = await receive(context);
      const referralId = await prepareReferral(context, woman);
      await close(woman);
      expect(await types(referralId)).toEqual([]);
    });

    it('says nothing where the case is over for another reason', async () => {
      const woman = await receive(context);
      const referralId = await sendReferral(context, woman);
      await close(woman, 'period-over');
      expect(await types(referralId)).toEqual(['council.referral-made']);
    });

    it('takes back what comes over to it later', async () => {
      const woman = await receive(context);
      const referralId = await sendReferral(context, woman);
      const next: Woman = { personId: woman.personId, caseId: randomUUID() };
      const received = womanReceived({
        ...next,
        prison: parsePrisonId('BZI'),
        receivedOn: on,
        from: 'court',
        legalStatus: 'remand',
        synthetic: true,
      });
      await context.happened(`custody-${next.caseId}`, next, received);
      await close(next);
      const over = referralCarriedOver({ referralId, fromCaseId: woman.caseId, caseId: next.caseId });
      await context.happened(`dutyToRefer-${referralId}`, next, over);
      expect(await types(referralId)).toEqual(['council.agreement-withdrawn']);
    });
  });

  it('lets nothing out twice when it is rebuilt', async () => {
    await sendReferral(context, await receive(context));
    await gatePassed(context);
    const notices = context.app.get(CouncilNotices);
    const before = await notices.after(beforeAllNotices, 1000);
    await context.app.get(ProjectionRebuild).rebuild('councils.gate');
    expect(await notices.after(beforeAllNotices, 1000)).toEqual(before);
    const order = before.map(({ sequence }) => Number(sequence));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.length).toBeGreaterThan(9);
  });

  it('lets whoever sends mark how far it has come, and whoever was overtaken learn of it', async () => {
    const notices = context.app.get(CouncilNotices);
    const from = await notices.sentUpTo('synthetic');
    const to = await notices.last();
    expect(from).toBe(beforeAllNotices);
    expect(await notices.markSent('synthetic', { from, to })).toBe(true);
    expect(await notices.markSent('synthetic', { from, to })).toBe(false);
    expect(await notices.sentUpTo('synthetic')).toBe(to);
    expect(await notices.after(to, 10)).toEqual([]);
  });
});
