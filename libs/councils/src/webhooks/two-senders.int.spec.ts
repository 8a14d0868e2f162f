import { Pool } from 'pg';
import type { ContextApp } from '../../../../test/contexts/context-app';
import { receive, sendReferral } from '../../../../test/contexts/housing';
import { gatePassed, startCouncils } from '../../../../test/councils/councils-app';
import { answers, startReceiver, type WebhookReceiver } from '../../../../test/councils/receiver';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { Deliveries } from './deliveries';
import type { NewSecret } from './receivers';

jest.setTimeout(60_000);

const webhooks = '/api/v1/councils/webhooks';

describe('two processes that send webhooks', () => {
  let database: TestDatabase;
  let processes: readonly [ContextApp, ContextApp];
  let council: WebhookReceiver;
  let receiverId: string;
  const idsHeard = (): readonly unknown[] => council.received.map(({ headers }) => headers['webhook-id']);

  beforeAll(async () => {
    database = await testDatabase();
    processes = [await startCouncils(database), await startCouncils(database)];
    council = await startReceiver();
    const administrator = processes[0].as('administrator');
    const made = await administrator.post(webhooks, { council: 'E09000028', url: council.url }).expect(201);
    ({ receiverId } = made.body as NewSecret);
    await administrator.post(`${webhooks}/${receiverId}/proof`, {}).expect(200);
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.close()));
    await council.close();
    await database.drop();
  });

  it('send each notice once', async () => {
    for (let one = 0; one < 12; one += 1) {
      const [context] = one % 2 === 0 ? processes : [...processes].reverse();
      if (context) await sendReferral(context, await receive(context, { on: '2026-01-05' }));
    }
    await council.until(12);
    await eventually(async () => {
      const { rows } = await processes[0].app
        .get(Pool)
        .query<{ status: string; attempts: number }>('select distinct status, attempts from exchange.deliveries');
      expect(rows).toEqual([{ status: 'delivered', attempts: 1 }]);
    }, 10_000);
    expect(idsHeard()).toHaveLength(12);
    expect(new Set(idsHeard()).size).toBe(12);
  });

  it('give one to whoever asks first, and one that its process took with it to the next when its minute is over', async () => {
    const pool = processes[0].app.get(Pool);
    // Nothing is sent by itself meanwhile: the test is the process that dies with a notice in hand.
    await pool.query(`update exchange.receivers set status = 'disabled' where receiver_id = $1`, [receiverId]);
    council.behave(answers(204));
    await sendReferral(processes[0], await receive(processes[0], { on: '2026-01-05' }));
    await gatePassed(processes[0]);
    const senders = processes.map(({ app }) => app.get(Deliveries));
    await eventually(async () => {
      const waiting = await pool.query(`select from exchange.deliveries where status = 'waiting'`);
      expect(waiting.rowCount).toBe(1);
    }, 10_000);
    const { rows } = await pool.query<{ id: string }>(
      `update exchange.deliveries set leased_until = now() + interval '60 seconds' where status = 'waiting'
       returning delivery_id as id`,
    );
    await pool.query(`update exchange.receivers set status = 'active' where receiver_id = $1`, [receiverId]);
    expect((await Promise.all(senders.map((sender) => sender.claim(10)))).flat()).toEqual([]);
    await pool.query(
      `update exchange.deliveries set leased_until = now() - interval '1 second' where delivery_id = $1`,
      [rows[0]?.id],
    );
    await council.until(13);
    expect(idsHeard()).toHaveLength(13);
  });
});
