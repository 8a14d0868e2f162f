import { Measures } from '@ttg/observability';
import { Pool } from 'pg';
import { Webhook } from 'standardwebhooks';
import type { Answer, ContextApp } from '../../../../test/contexts/context-app';
import { receive, sendReferral } from '../../../../test/contexts/housing';
import { gatePassed, noticesOf, publicUrl, startCouncils } from '../../../../test/councils/councils-app';
import { answers, hangs, startReceiver, takes, type WebhookReceiver } from '../../../../test/councils/receiver';
import { type DeadLetter, Deliveries } from './deliveries';
import type { ListedReceiver, NewSecret } from './receivers';
import { WebhookMeasures } from './webhook-measures';

jest.setTimeout(30_000);

const webhooks = '/api/v1/councils/webhooks';
const referrals = '/api/v1/housing/referrals';

describe('webhooks', () => {
  let context: ContextApp;
  let council: WebhookReceiver;
  const open: WebhookReceiver[] = [];
  // A council of its own for each test, so that none hears of another's notices.
  const codes = [28, 7, 12, 19, 22, 23, 25, 30, 32, 33, 2, 3, 5, 6, 8].map(
    (one) => `E090000${String(one).padStart(2, '0')}`,
  );
  let code: string;

  const admin = () => context.as('administrator');
  const register = async (url: string, of = code): Promise<NewSecret> =>
    (await admin().post(webhooks, { council: of, url }).expect(201)).body as NewSecret;
  const registerProved = async (url = council.url): Promise<NewSecret> => {
    const made = await register(url);
    await admin().post(`${webhooks}/${made.receiverId}/proof`, {}).expect(200);
    return made;
  };
  const stateOf = async (receiverId: string): Promise<ListedReceiver | undefined> => {
    const { body } = (await admin().get(webhooks).expect(200)) as Answer;
    return (body as { receivers: ListedReceiver[] }).receivers.find((one) => one.receiverId === receiverId);
  };
  const dead = async (receiverId: string): Promise<readonly DeadLetter[]> => {
    const { body } = (await admin().get(`${webhooks}/dead-letters`).expect(200)) as Answer;
    return (body as { deadLetters: DeadLetter[] }).deadLetters.filter((one) => one.receiverId === receiverId);
  };
  /** What wakes somebody: it stands for as long as they do. */
  const standing = async (): Promise<string | undefined> => {
    const measures = new Measures();
    new WebhookMeasures(context.app.get(Deliveries), measures);
    return /^ttg_webhook_dead_letters (\d+)$/m.exec(await measures.text())?.[1];
  };
  const refer = async (): Promise<string> => sendReferral(context, await receive(context), code);
  const sql = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> =>
    (await context.app.get(Pool).query<Row>(text, [...values])).rows;
  /** Moves the hands of the schedule, not of the clock: what waits is due now, and was first tried so long ago. */
  const hurry = (receiverId: string, triedSince = '0 seconds') =>
    sql(
      `update exchange.deliveries set next_at = now(), first_tried_at = now() - $2::interval
       where receiver_id = $1 and status = 'waiting' and leased_until is null`,
      [receiverId, triedSince],
    );
  const outcomes = (receiverId: string) =>
    sql<{ status: string; attempts: number; outcome: string; waits: number }>(
      `select status, attempts, last_outcome as outcome, extract(epoch from next_at - now())::int as waits
       from exchange.deliveries where receiver_id = $1 order by sequence`,
      [receiverId],
    );
  const until = async <T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> => {
    for (const end = performance.now() + 10_000; ;) {
      const value = await look();
      if (holds(value)) return value;
      if (performance.now() > end) throw new Error(`It did not come about: ${JSON.stringify(value)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const untilTried = (receiverId: string, attempts: number) =>
    until(
      () => outcomes(receiverId),
      ([first]) => first?.attempts === attempts,
    );

  beforeAll(async () => {
    context = await startCouncils();
  });
  beforeEach(async () => {
    code = codes.shift() ?? '';
    council = await startReceiver();
    open.push(council);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((receiver) => receiver.close()));
  });
  afterAll(() => context.close());

  describe('a receiver', () => {
    it('is registered by an administrator, for a council that there is, at an address that is allowed', async () => {
      const { url } = council;
      await context.as('housing-southwark').post(webhooks, { council: code, url }).expect(403);
      await admin().post(webhooks, { council: 'E09999999', url }).expect(422);
      const inside = await admin().post(webhooks, { council: code, url: 'https://10.0.0.1/' }).expect(422);
      expect(inside.body).toMatchObject({ type: 'urn:through-the-gate:problem:webhook-address-not-allowed' });
      expect((await register(url)).secret).toMatch(/^whsec_/);
    });

    it('hears nothing before it is proved', async () => {
      const { receiverId } = await register(council.url);
      await refer();
      await gatePassed(context);
      await admin().post(`${webhooks}/${receiverId}/proof`, {}).expect(200);
      await refer();
      await council.until(1);
      expect(council.received).toHaveLength(1);
    });

    it('is not proved by an address that does not answer the challenge', async () => {
      const mute = await register(council.url.replace('/notices', '/mute'));
      const { body } = (await admin().post(`${webhooks}/${mute.receiverId}/proof`, {}).expect(409)) as Answer;
      expect(body).toMatchObject({ type: 'urn:through-the-gate:problem:receiver-not-proved' });
      expect((await stateOf(mute.receiverId))?.status).toBe('unproved');
      const message = council.received[0];
      expect(new Webhook(mute.secret).verify(message?.body ?? '', { ...message?.headers } as never)).toMatchObject({
        type: 'council.receiver-challenge',
      });
    });

    it('has its secret sealed: it is nowhere in the database', async () => {
      const { secret, receiverId } = await registerProved();
      const [row] = await sql<{ all: string }>(
        `select concat((select string_agg(s::text, '') from exchange.receiver_secrets s),
           (select string_agg(r::text, '') from exchange.receivers r)) as all`,
        [],
      );
      expect(row?.all).toContain(receiverId);
      expect(row?.all).not.toContain(secret.slice('whsec_'.length));
    });

    it('hears no more when it is removed, and its secret cannot be read any more', async () => {
      const { receiverId } = await registerProved();
      await admin().post(`${webhooks}/${receiverId}/removal`, {}).expect(200);
      await admin().post(`${webhooks}/${receiverId}/removal`, {}).expect(404);
      const referralId = await refer();
      await noticesOf(context, referralId);
      expect(await outcomes(receiverId)).toEqual([]);
      const keys = `select wrapped from keyring.data_keys where person_id = $1`;
      expect(await sql(keys, [`webhook-receiver-${receiverId}`])).toEqual([{ wrapped: null }]);
    });
  });

  it('carry the thin notice as a CloudEvent, signed, and nothing of hers', async () => {
    const { secret } = await registerProved();
    const referralId = await refer();
    await council.until(1);
    const [message] = council.received;
    const [notice] = await noticesOf(context, referralId);
    const headers = message?.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(notice?.thin.id);
    expect(headers['content-type']).toMatch('application/cloudevents+json');
    // A trace of its own: by that of the request, two councils could tell that theirs came of one.
    const digits = String(notice?.thin.id).replaceAll('-', '');
    const traceparent = `00-${digits}-${digits.slice(-16)}-01`;
    expect(headers['traceparent']).toBe(traceparent);
    expect(new Webhook(secret).verify(message?.body ?? '', headers)).toEqual({
      traceparent,
      specversion: '1.0',
      id: notice?.thin.id,
      source: 'urn:ttg:council',
      type: 'council.referral-made',
      time: notice?.thin.time,
      datacontenttype: 'application/json',
      dataschema: 'urn:ttg:event:council.referral-made:1',
      data: { detailUrl: `${publicUrl}${referrals}/${referralId}` },
    });
  });

  it('are signed with both secrets while they overlap, and with the new one alone after that', async () => {
    const { receiverId, secret: old } = await registerProved();
    const { secret } = (await admin().post(`${webhooks}/${receiverId}/secrets`, { overlapHours: 1 }).expect(201))
      .body as NewSecret;
    await refer();
    await council.until(1);
    await sql(
      `update exchange.receiver_secrets set expires_at = now() where receiver_id = $1 and expires_at is not null`,
      [receiverId],
    );
    await refer();
    await council.until(2);
    const [both, one] = council.received.map(({ body, headers }) => [body, headers as Record<string, string>] as const);
    if (!both || !one) throw new Error('Two messages should have come.');
    for (const known of [old, secret]) expect(() => new Webhook(known).verify(...both)).not.toThrow();
    expect(() => new Webhook(secret).verify(...one)).not.toThrow();
    expect(() => new Webhook(old).verify(...one)).toThrow();
  });

  it.each([
    ['an error', answers(500), '500'],
    ['a redirect, which is not followed', answers(302, { location: 'http://169.254.169.254/latest' }), '302'],
    ['a broken connection', ((_message, response) => void response.destroy()) satisfies typeof takes, 'connection'],
  ])('are sent again after %s, under the same id, until they are taken', async (_, manner, outcome) => {
    const { receiverId } = await registerProved();
    council.behave(manner);
    await refer();
    const [first] = await untilTried(receiverId, 1);
    expect(first).toMatchObject({ status: 'waiting', outcome });
    expect(first?.waits).toBeGreaterThanOrEqual(2);
    expect(first?.waits).toBeLessThanOrEqual(6);
    await hurry(receiverId);
    const [second] = await untilTried(receiverId, 2);
    expect(second?.waits).toBeGreaterThan(20);
    council.behave(takes);
    await hurry(receiverId);
    expect(await untilTried(receiverId, 3)).toMatchObject([{ status: 'delivered', outcome: '204' }]);
    expect(new Set(council.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(council.received).toHaveLength(3);
  });

  it('are given up on after three days, are seen, and can be sent again', async () => {
    const { receiverId } = await registerProved();
    expect(await standing()).toBe('0');
    council.behave(answers(503));
    await refer();
    await untilTried(receiverId, 1);
    await hurry(receiverId, '3 days');
    await untilTried(receiverId, 2);
    expect(await stateOf(receiverId)).toMatchObject({ status: 'active', waiting: 0, dead: 1 });
    const [letter] = await dead(receiverId);
    expect(letter).toMatchObject({ council: code, type: 'council.referral-made', attempts: 2, lastOutcome: '503' });
    expect(await standing()).toBe('1');
    council.behave(takes);
    await admin().post(`${webhooks}/dead-letters/${letter?.deliveryId}/replay`, {}).expect(200);
    await untilTried(receiverId, 3);
    expect(await dead(receiverId)).toEqual([]);
    expect(await standing()).toBe('0');
    await admin().post(`${webhooks}/dead-letters/${letter?.deliveryId}/replay`, {}).expect(404);
  });

  it('stop where the receiver says that it is gone, and go on when it is proved again', async () => {
    const { receiverId } = await registerProved();
    council.behave(answers(410));
    await refer();
    await until(
      () => stateOf(receiverId),
      (state) => state?.status === 'disabled',
    );
    const referralId = await refer();
    await noticesOf(context, referralId);
    council.behave(takes);
    expect(council.received).toHaveLength(1);
    await admin().post(`${webhooks}/${receiverId}/proof`, {}).expect(200);
    await hurry(receiverId);
    await council.until(3);
    expect((await stateOf(receiverId))?.status).toBe('active');
  });

  it('to a council that never answers hold no other up', async () => {
    const slow = await registerProved();
    council.behave(hangs);
    for (const _ of [1, 2, 3]) await refer();
    await council.until(1);
    const other = await startReceiver();
    open.push(other);
    code = 'E09000004';
    await registerProved(other.url);
    const begun = performance.now();
    await refer();
    await other.until(1);
    expect(performance.now() - begun).toBeLessThan(5000);
    // One of its own at a time: it holds one place, however much waits.
    expect(council.received).toHaveLength(1);
    expect((await stateOf(slow.receiverId))?.waiting).toBe(3);
  });

  it('that wait when her agreement ends are not sent; the end of it is', async () => {
    const { receiverId } = await registerProved();
    council.behave(answers(500));
    const referralId = await refer();
    await untilTried(receiverId, 1);
    const withdrawn = { to: 'referral', answer: 'withdrawn', how: 'telephone' };
    council.behave(takes);
    await context.as('resettlement-bronzefield').post(`${referrals}/${referralId}/agreements`, withdrawn).expect(200);
    await council.until(2);
    await hurry(receiverId);
    const isSettled = (states: readonly { status: string }[]): boolean =>
      states.map(({ status }) => status).join() === 'dropped,delivered';
    await until(() => outcomes(receiverId), isSettled);
    expect(JSON.parse(council.received[1]?.body ?? '')).toMatchObject({ type: 'council.agreement-withdrawn' });
    expect(council.received).toHaveLength(2);
  });
});
