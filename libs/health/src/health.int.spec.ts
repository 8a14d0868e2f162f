import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import { releaseDateSet, sentenced, womanReceived } from '@ttg/custody/events';
import { EventStore, isoDate, Vault, type IsoDate } from '@ttg/event-sourcing';
import { parsePrisonId } from '@ttg/reference';
import type request from 'supertest';
import { type Answer, type Caller, type ContextApp, startContext } from '../../../test/contexts/context-app';
import { HealthModule } from './health.module';

jest.setTimeout(60_000);

const iso = (text: string): IsoDate => isoDate(date(text));
let context: ContextApp;
let healthcare: Caller;
let resettlement: Caller;
let probation: Caller;
let woman: { personId: string; caseId: string };

beforeAll(async () => {
  context = await startContext([HealthModule], '2027-03-12');
  healthcare = context.as('healthcare-downview');
  resettlement = context.as('resettlement-downview');
  probation = context.as('probation-london');
});
afterAll(() => context.close());

/** Received in January, sentenced in February, to leave on 25 March: the eve of Good Friday, so on the 24th. */
const receive = async (): Promise<void> => {
  woman = { personId: randomUUID(), caseId: randomUUID() };
  const { caseId } = woman;
  await context.happened(
    `custody-${caseId}`,
    woman,
    womanReceived({
      ...woman,
      prison: parsePrisonId('DWI'),
      receivedOn: iso('2027-01-11'),
      from: 'court',
      legalStatus: 'remand',
      synthetic: true,
    }),
    sentenced({ caseId, on: iso('2027-02-19'), sentenceType: 'determinate' }),
    releaseDateSet({ caseId, date: iso('2027-03-25'), type: 'CRD', source: 'calculation' }),
  );
};
beforeEach(receive);

const at = (path = '') => `/api/v1/health/cases/${woman.caseId}${path}`;
const review = { items: [{ kind: 'regular', inHandDays: 3 }], doseGivenOnDayOfRelease: false };
const medicines = async (caller: Caller) =>
  (await caller.get(at('/medicines')).expect(200)).body as Record<string, unknown>;
const itemIds = async () => ((await medicines(healthcare)).items as { itemId: string }[]).map(({ itemId }) => itemId);
const fieldsOf = ({ text }: request.Response): string[] => {
  const { errors = [] } = JSON.parse(text) as { errors?: { field: string }[] };
  return [...new Set(errors.map(({ field }) => field))];
};

describe('her medicines', () => {
  it('are told in full to healthcare, and to others as sorted or not', async () => {
    expect(await medicines(healthcare)).toMatchObject({ status: 'not-reviewed' });
    expect(await medicines(probation)).toEqual({ status: 'not-sorted' });
    await healthcare.post(at('/medicines/review'), review).expect(200);
    await healthcare.post(at('/medicines/contacts'), { on: '2027-04-02', kind: 'drug-service' }).expect(201);
    await healthcare
      .post(at('/medicines/handover-plan'), { inHandDays: 3, prescriptionDays: 28, form: 'EPS' })
      .expect(200);
    expect(await medicines(healthcare)).toMatchObject({
      status: 'not-sorted',
      items: [{ kind: 'regular', inHandDays: 3, coveredTo: '2027-03-26' }],
      contacts: [{ on: '2027-04-02', kind: 'drug-service', state: 'booked' }],
      cover: {
        releaseDay: '2027-03-24',
        gap: { from: '2027-03-27', to: '2027-04-01', days: 6 },
        reachesContact: false,
      },
    });
    const { body } = (await healthcare
      .post(at('/medicines/prescriptions'), { days: 28, form: 'EPS' })
      .expect(201)) as Answer;
    const { prescriptionId } = body as { prescriptionId: string };
    expect(await medicines(healthcare)).toMatchObject({ cover: { collectBy: '2027-03-26', gap: { days: 6 } } });
    await healthcare.post(at(`/medicines/prescriptions/${prescriptionId}/collection`), {}).expect(200);
    expect(await medicines(healthcare)).toMatchObject({ status: 'sorted', sortedTo: '2027-04-23' });
    for (const caller of [resettlement, probation, context.as('probation-manager-london')]) {
      expect(await medicines(caller)).toEqual({ status: 'sorted', sortedTo: '2027-04-23' });
    }
    for (const account of ['housing-southwark', 'administrator', 'domestic-abuse-lead-bronzefield']) {
      await context.as(account).get(at('/medicines')).expect(403);
      await context.as(account).get(at()).expect(403);
    }
  });

  it('are recorded by healthcare alone', async () => {
    for (const caller of [resettlement, probation]) await caller.post(at('/medicines/review'), review).expect(403);
  });

  it('are not named to anybody where she needs none', async () => {
    await healthcare.post(at('/medicines/none'), {}).expect(200);
    expect(await medicines(healthcare)).toMatchObject({ status: 'none-needed' });
    expect(await medicines(probation)).toEqual({ status: 'sorted' });
  });

  it('keep what they tell of her sealed, and their ids over a second review', async () => {
    const depot = { kind: 'depot', nextDoseOn: '2027-04-05', nextDoseGiver: 'mental-health-team' };
    await healthcare.post(at('/medicines/review'), { ...review, items: [...review.items, depot] }).expect(200);
    const ids = await itemIds();
    const [first] = ids;
    const again = { ...review, items: [{ kind: 'regular', inHandDays: 7, itemId: first }] };
    await healthcare.post(at('/medicines/review'), again).expect(200);
    expect(await itemIds()).toEqual([first]);
    await healthcare
      .post(at('/medicines/supplies'), { supplies: [{ itemId: first, inHandDays: 14 }], doseGivenOnDayOfRelease: true })
      .expect(200);
    expect(await medicines(healthcare)).toMatchObject({ cover: { coveredTo: '2027-04-07' } });
    const events = await context.app.get(EventStore).readStream(`medicationHandover-${woman.caseId}`);
    expect(JSON.stringify(events)).not.toMatch(/depot|mental-health|regular/);
  });

  it('read "erased" when her keys are destroyed', async () => {
    await healthcare.post(at('/medicines/review'), review).expect(200);
    await healthcare.post(at('/medicines/contacts'), { on: '2027-04-02', kind: 'gp' }).expect(201);
    await context.app.get(Vault).destroyKeys(woman.personId);
    expect(await medicines(healthcare)).toMatchObject({ items: [{ inHandDays: 3 }], contacts: [{ kind: 'erased' }] });
  });

  it.each([
    ['review', { ...review, items: [] }, 400, ['items']],
    ['review', { ...review, items: [{ kind: 'regular', inHandDays: '3' }] }, 400, ['items.0.inHandDays']],
    ['review', { ...review, items: [{ kind: 'regular', inHandDays: -1 }] }, 400, ['items.0.inHandDays']],
    ['review', { ...review, items: [{ kind: 'regular', name: 'Aspirin' }] }, 400, ['items.0.name']],
    ['review', { ...review, items: [{ kind: 'depot', inHandDays: 3 }] }, 422, ['items.0.inHandDays']],
    ['review', { ...review, items: [{ kind: 'regular', itemId: randomUUID() }] }, 409, ['items.0.itemId']],
    ['review', { ...review, on: '2027-03-13' }, 422, ['on']],
    ['review', { ...review, on: '2027-01-10' }, 422, ['on']],
    ['handover-plan', { inHandDays: 3, prescriptionDays: 28 }, 422, ['form']],
    ['handover-plan', { inHandDays: 3, prescriptionDays: 15, form: 'FP10MDA' }, 422, ['prescriptionDays']],
    ['prescriptions', { days: 0, form: 'EPS' }, 400, ['days']],
    ['prescriptions', { days: 28, form: 'EPS', itemIds: [randomUUID()] }, 409, ['itemIds']],
    ['prescriptions', { days: 28, form: 'EPS', itemIds: ['x'] }, 400, ['itemIds']],
    [
      'supplies',
      { supplies: [{ itemId: randomUUID(), inHandDays: 3 }], doseGivenOnDayOfRelease: false },
      409,
      ['supplies'],
    ],
    ['contacts', { on: '2027-02-30', kind: 'gp' }, 400, ['on']],
    ['completion', { receivedBy: 'nobody' }, 400, ['receivedBy']],
  ])('name what is wrong: %s %j', async (path, body, status, fields) => {
    expect(fieldsOf(await healthcare.post(at(`/medicines/${path}`), body).expect(status))).toEqual(fields);
  });

  it('are of a case, a prescription and a contact that are there', async () => {
    await healthcare.post(`/api/v1/health/cases/${randomUUID()}/medicines/none`, {}).expect(404);
    await healthcare.post(at(`/medicines/prescriptions/${randomUUID()}/collection`), {}).expect(404);
    await healthcare.post(at(`/medicines/contacts/${randomUUID()}/attendance`), {}).expect(404);
  });

  it('know a contact that was kept, missed or cancelled, a plan for court, and the end', async () => {
    await healthcare.post(at('/medicines/review'), review).expect(200);
    const book = async (on: string) =>
      ((await healthcare.post(at('/medicines/contacts'), { on, kind: 'gp' }).expect(201)).body as { contactId: string })
        .contactId;
    const [kept, missed, cancelled] = [await book('2027-03-10'), await book('2027-03-11'), await book('2027-03-30')];
    await healthcare.post(at(`/medicines/contacts/${kept}/attendance`), { on: '2027-03-10' }).expect(200);
    await healthcare.post(at(`/medicines/contacts/${missed}/miss`), {}).expect(200);
    await healthcare.post(at(`/medicines/contacts/${cancelled}/cancellation`), {}).expect(200);
    await healthcare.post(at('/medicines/court-day-plan'), {}).expect(200);
    await healthcare.post(at('/medicines/completion'), { receivedBy: 'gp' }).expect(200);
    expect(await medicines(healthcare)).toMatchObject({
      contacts: [{ state: 'attended' }, { state: 'missed' }, { state: 'cancelled' }],
      courtDayPlannedOn: '2027-03-12',
      completed: { receivedBy: 'gp' },
    });
  });
});

describe('her practice', () => {
  const gp = async (caller: Caller) => (await caller.get(at('/gp-registration')).expect(200)).body as object;

  it('is arranged by resettlement staff or healthcare; probation reads how far it is', async () => {
    await resettlement.post(at('/gp-registration/request'), { practice: 'a81001 ', gms1Signed: true }).expect(200);
    expect(await gp(resettlement)).toEqual({
      status: 'requested',
      on: '2027-03-12',
      practice: 'A81001',
      gms1Signed: true,
    });
    await healthcare.post(at('/gp-registration/confirmation'), {}).expect(200);
    expect(await gp(healthcare)).toEqual({ status: 'confirmed', on: '2027-03-12', practice: 'A81001' });
    expect(await gp(probation)).toEqual({ status: 'confirmed', on: '2027-03-12' });
    await probation.post(at('/gp-registration/confirmation'), {}).expect(403);
    const events = await context.app.get(EventStore).readStream(`gpRegistration-${woman.caseId}`);
    expect(JSON.stringify(events)).not.toContain('A81001');
  });

  it('that refuses her is answered in the words of NHS England', async () => {
    await resettlement
      .post(at('/gp-registration/refusal'), { practice: 'A81001', reason: 'no-proof-of-address' })
      .expect(200);
    expect(await gp(resettlement)).toMatchObject({
      status: 'refused',
      reason: 'no-proof-of-address',
      whatToSay: [{ ref: 'S73' }, { ref: 'S69, S70' }],
    });
  });

  it('may be none, as she says: her words are for healthcare', async () => {
    await healthcare.post(at('/gp-registration/declined'), { herWords: 'لا 👋' }).expect(200);
    expect(await gp(healthcare)).toEqual({ status: 'declined', on: '2027-03-12', herWords: 'لا 👋' });
    expect(await gp(resettlement)).toEqual({ status: 'declined', on: '2027-03-12' });
  });

  it.each([
    ['request', { practice: 'A81001' }, 400, ['gms1Signed']],
    ['request', { practice: 'not a code!', gms1Signed: true }, 400, ['practice']],
    ['request', { practice: 'Y04573', gms1Signed: true }, 422, ['practice']],
    ['confirmation', {}, 409, ['practice']],
    ['refusal', { reason: 'x' }, 400, ['reason']],
    ['declined', { herWords: '\u0007' }, 400, ['herWords']],
  ])('names what is wrong: %s %j', async (path, body, status, fields) => {
    expect(fieldsOf(await resettlement.post(at(`/gp-registration/${path}`), body).expect(status))).toEqual(fields);
  });

  it('is refused to whoever saw an older version, and both parts stand on one page', async () => {
    await resettlement.post(at('/gp-registration/request'), { gms1Signed: false }).expect(200, /"revision":0/);
    const { headers } = await resettlement.get(at('/gp-registration')).expect(200);
    const seen = { 'If-Match': headers.etag as string };
    await resettlement.post(at('/gp-registration/request'), { gms1Signed: true }, seen).expect(200);
    await resettlement.post(at('/gp-registration/request'), { gms1Signed: true }, seen).expect(412);
    const { body } = (await resettlement.get(at()).expect(200)) as Answer;
    expect(body).toMatchObject({
      caseId: woman.caseId,
      gp: { status: 'requested' },
      medicines: { status: 'not-sorted' },
    });
  });
});
