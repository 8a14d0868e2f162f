import { Pool } from 'pg';
import type { Answer, ContextApp } from '../../../../test/contexts/context-app';
import { startCouncils } from '../../../../test/councils/councils-app';
import {
  answers,
  hangs,
  type Manner,
  startReceiver,
  takes,
  type WebhookReceiver,
} from '../../../../test/councils/receiver';
import { eventually } from '../../../../test/projections/kernel-under-test';
import type { DeadLetter } from './deliveries';
import type { NewSecret } from './receivers';

jest.setTimeout(90_000);

const webhooks = '/api/v1/councils/webhooks';
/** What another council waits for, whatever its neighbours do. Milliseconds. */
const atOnce = 5_000;

/** What a receiver does that is no use. */
const dripping: Manner = (_message, response) => {
  response.writeHead(200);
  const drip = setInterval(() => response.write('x'), 1_000);
  response.on('close', () => clearInterval(drip));
};
const headersAlone: Manner = (_message, response) => void response.writeHead(200).flushHeaders();
const endless: Manner = (_message, response) => {
  response.writeHead(500);
  const pour = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', pour);
  pour();
};
const elsewhere: Manner = (_message, response) => void response.writeHead(307, { location: '/notices' }).end();

describe('webhooks to many', () => {
  let context: ContextApp;
  const open: WebhookReceiver[] = [];
  const codes = Array.from({ length: 33 }, (_, index) => `E09000${String(index + 1).padStart(3, '0')}`);

  const admin = () => context.as('administrator');
  const sql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await context.app.get(Pool).query<Row>(text, [...values])).rows;

  /** A council of its own, with a receiver that has proved itself. */
  const join = async (manner: Manner, council = codes.shift() ?? '') => {
    const receiver = await startReceiver();
    open.push(receiver);
    const made = await admin().post(webhooks, { council, url: receiver.url }).expect(201);
    const { receiverId } = made.body as NewSecret;
    await admin().post(`${webhooks}/${receiverId}/proof`, {}).expect(200);
    receiver.behave(manner);
    return { council, receiver, receiverId };
  };
  /** As the gate lets them out. */
  const notify = (councils: readonly string[], each: number) =>
    sql(
      `insert into exchange.notices (notice_id, referral_id, council, type, told_at, position)
       select gen_random_uuid(), gen_random_uuid(), council, 'council.release-changed', now(), '1'
       from unnest($1::text[]) as council, generate_series(1, $2)`,
      [councils, each],
    );
  const states = (receiverId: string) =>
    sql<{ status: string; attempts: number; outcome: string | null; notice: string }>(
      `select d.status, attempts, last_outcome as outcome, notice_id as notice
       from exchange.deliveries d join exchange.notices using (sequence) where receiver_id = $1 order by sequence`,
      [receiverId],
    );
  const until = async (receiver: WebhookReceiver, count: number): Promise<void> => {
    const began = performance.now();
    await receiver.until(count);
    expect(performance.now() - began).toBeLessThan(atOnce);
  };

  beforeAll(async () => {
    context = await startCouncils();
  });
  afterEach(() => sql(`update exchange.receivers set status = 'removed'`));
  afterAll(async () => {
    await Promise.all(open.map((receiver) => receiver.close()));
    await context.close();
  });

  it('that do not answer, with thousands of notices waiting, hold up nobody else, and memory does not grow with them', async () => {
    const councils = codes.splice(0, 10);
    const manners = [hangs, dripping, headersAlone, hangs];
    const silent: Awaited<ReturnType<typeof join>>[] = [];
    for (const manner of manners) for (const council of councils) silent.push(await join(manner, council));
    const well = await join(takes);
    const before = process.memoryUsage().heapUsed;
    await notify(councils, 250);
    await eventually(() => {
      for (const { receiver } of silent) expect(receiver.received).not.toEqual([]);
    }, 20_000);
    await notify([well.council], 20);
    await until(well.receiver, 20);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
    const sent = (await states(well.receiverId)).map(({ notice }) => notice);
    expect(well.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(sent);
    // Of ten thousand, each has one on its way, is given up for now after 15 seconds, and has another.
    await eventually(async () => {
      for (const { receiverId } of silent.filter((_, index) => index % 7 === 0))
        expect((await states(receiverId))[0]).toMatchObject({ status: 'waiting', attempts: 1, outcome: 'timeout' });
    }, 20_000);
  });

  it('that answer with nothing of use are tried again, each notice by itself, and hold up nobody else', async () => {
    const [pouring, leading, well] = [await join(endless), await join(elsewhere), await join(takes)];
    await notify([pouring.council, leading.council, well.council], 3);
    await until(well.receiver, 3);
    await eventually(async () => {
      const tried = (outcome: string) => ({ status: 'waiting', attempts: 1, outcome });
      expect(await states(pouring.receiverId)).toMatchObject(Array(3).fill(tried('500')));
      expect(await states(leading.receiverId)).toMatchObject(Array(3).fill(tried('307')));
    });
    pouring.receiver.behave(takes);
    const ids = pouring.receiver.received.map(({ headers }) => headers['webhook-id']);
    await pouring.receiver.until(6);
    const again = pouring.receiver.received.slice(3).map(({ headers }) => headers['webhook-id']);
    expect([...again].sort()).toEqual([...ids].sort());
  });

  it('that are down for three days leave dead letters behind, and the next to come goes out', async () => {
    const [down, well] = [await join(answers(503)), await join(takes)];
    await notify([down.council], 12);
    await eventually(async () => {
      const tried = (await states(down.receiverId)).filter(({ attempts }) => attempts > 0);
      expect(tried).toHaveLength(12);
    }, 20_000);
    await sql(
      `update exchange.deliveries set next_at = now(), first_tried_at = now() - interval '3 days' where receiver_id = $1`,
      [down.receiverId],
    );
    await notify([well.council], 5);
    await until(well.receiver, 5);
    const letters = async (): Promise<readonly DeadLetter[]> => {
      const { body } = (await admin().get(`${webhooks}/dead-letters`).expect(200)) as Answer;
      return (body as { deadLetters: DeadLetter[] }).deadLetters.filter(
        ({ receiverId }) => receiverId === down.receiverId,
      );
    };
    await eventually(async () => expect(await letters()).toHaveLength(12), 20_000);
    down.receiver.behave(takes);
    await notify([down.council], 1);
    await eventually(async () => {
      const ends = (await states(down.receiverId)).map(({ status }) => status);
      expect(ends).toEqual([...Array<string>(12).fill('dead'), 'delivered']);
    });
  });
});
