import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, WrongExpectedRevision } from '@ttg/event-sourcing';
import { councilByCode, type GssCode } from '@ttg/reference';
import { type Answer, type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { prepareReferral, receive, sendReferral } from '../../../../test/contexts/housing';
import { HousingModule } from '../housing.module';
import { CouncilAnswers, type Handled } from './council-answers';

const codeOf = (code: string): GssCode => {
  const council = councilByCode(code);
  if (!council) throw new Error(`No council ${code} in the table.`);
  return council.code;
};
const [southwark, camden] = [codeOf('E09000028'), codeOf('E09000007')];

describe('what a council says in a message', () => {
  let context: ContextApp;
  let referralId: string;
  const handle = (
    type: string,
    data: object,
    { council = southwark, id = randomUUID() }: { council?: GssCode; id?: string } = {},
  ) => context.app.get(CouncilAnswers).handle(council, { specversion: '1.0', id, type, data: { referralId, ...data } });
  const outcome = async (handled: Promise<Handled>): Promise<string> => {
    const result = await handled;
    return result.outcome === 'recorded' ? 'recorded' : `${result.status} ${result.code}`;
  };
  const typesIn = async (): Promise<readonly string[]> =>
    (await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`)).map(({ type }) => type);

  beforeAll(async () => {
    context = await startContext([HousingModule], '2027-02-02');
  });
  beforeEach(async () => {
    referralId = await sendReferral(context, await receive(context));
  });
  afterAll(() => context.close());

  it('is recorded as the same is over HTTP', async () => {
    const on = '2027-02-02';
    const updateId = randomUUID();
    await handle('council.receipt', { how: 'automatic', reference: 'SYN-1' });
    await handle('council.contact-attempt', { how: 'phone', outcome: 'no-answer' });
    await handle('council.call-slot', { slotAt: '2027-02-09T10:00:00Z' });
    await handle('council.contact', { how: 'video' });
    await handle('council.decision', { section: 's.189B', decidedOn: on, notifiedOn: on });
    await handle('council.reconfirmation', { by: 'Synthetic desk' });
    await handle('council.update-acknowledgement', { updateId });
    expect((await typesIn()).slice(-7)).toEqual([
      'housing.referral-received',
      'housing.contact-attempted',
      'housing.call-slot-booked',
      'housing.contact-made',
      'housing.duty-decided',
      'housing.referral-reconfirmed',
      'housing.referral-update-acknowledged',
    ]);
    const officer = context.as('resettlement-bronzefield');
    const { body } = (await officer.get(`/api/v1/housing/referrals/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({
      sent: { receipt: { reference: 'SYN-1', how: 'automatic' }, acknowledged: [{ updateId, on }] },
    });
  });

  it('is recorded once, however often it comes', async () => {
    const id = 'council-message/1';
    const attempt = { how: 'phone', outcome: 'no-answer' };
    const first = await handle('council.contact-attempt', attempt, { id });
    const before = await typesIn();
    expect(await handle('council.contact-attempt', attempt, { id })).toEqual({
      outcome: 'recorded',
      written: { ...(first as { written: object }).written, alreadyWritten: true },
    });
    expect(await typesIn()).toEqual(before);
    await handle('council.contact-attempt', attempt, { id: 'council-message/2' });
    expect(await typesIn()).toHaveLength(before.length + 1);
  });

  it('goes on in the trace of the council, where it draws one', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    const data = { referralId, how: 'phone' };
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const message = { specversion: '1.0', id: randomUUID(), type: 'council.contact', traceparent, data };
    await context.app.get(CouncilAnswers).handle(southwark, message);
    const events = await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`);
    expect(events.at(-1)?.metadata.correlationId.replaceAll('-', '')).toBe(traceId);
  });

  it('is not refused where others only came first: it is to be handed in again', async () => {
    const othersFirst = new WrongExpectedRevision(`dutyToRefer-${referralId}`, 1, 2);
    jest.spyOn(context.app.get(CommandBus), 'execute').mockRejectedValueOnce(othersFirst);
    const attempt = { how: 'phone', outcome: 'no-answer' };
    await expect(handle('council.contact-attempt', attempt)).rejects.toBe(othersFirst);
    expect(await outcome(handle('council.contact-attempt', attempt))).toBe('recorded');
  });

  it('of a referral to another council, or to none yet, is not taken: it does not learn that there is one', async () => {
    expect(await outcome(handle('council.receipt', { how: 'email' }, { council: camden }))).toBe('404 not-found');
    referralId = await prepareReferral(context, await receive(context));
    expect(await outcome(handle('council.receipt', { how: 'email' }))).toBe('404 not-found');
  });

  it.each([
    ['council.receipt', { how: 'pigeon' }, '400 not-as-described'],
    ['council.receipt', { how: 'email', unknown: 1 }, '400 not-as-described'],
    ['council.receipt', { how: 'email', on: '2027-02-03' }, '422 date-to-come'],
    ['council.receipt', { how: 'email', referralId: 'none' }, '400 malformed-message'],
    ['council.update-acknowledgement', { updateId: 'none' }, '400 not-as-described'],
    ['council.duty-end', { section: 's.193', reason: 'none' }, '409 duty-not-running'],
    ['council.withdrawal', { reason: 'OTHER' }, '400 malformed-message'],
    ['__proto__', {}, '400 malformed-message'],
  ])('%s with %j is refused', async (type, data, refused) => {
    const before = await typesIn();
    expect(await outcome(handle(type, data))).toBe(refused);
    expect(await typesIn()).toEqual(before);
  });

  it.each([undefined, null, 'text', [], {}, { id: 'x' }, { id: 'two words', type: 'council.receipt', data: {} }])(
    'that is %j is refused',
    async (message) =>
      expect(await outcome(context.app.get(CouncilAnswers).handle(southwark, message))).toBe('400 malformed-message'),
  );

  it('after the referral was withdrawn is refused', async () => {
    const officer = context.as('resettlement-bronzefield');
    const withdrawal = { reason: 'HOUSING_NEED_RESOLVED' };
    await officer.post(`/api/v1/housing/referrals/${referralId}/withdrawal`, withdrawal).expect(200);
    expect(await outcome(handle('council.contact', { how: 'phone' }))).toBe('409 referral-withdrawn');
  });
});
