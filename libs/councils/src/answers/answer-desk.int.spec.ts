import { randomUUID } from 'node:crypto';
import { EventStore } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { Arrived } from '@ttg/messaging/inbound/read-topics';
import { councilByCode, type GssCode } from '@ttg/reference';
import { Command } from 'commander';
import type { KafkaMessage } from 'kafkajs';
import { Client } from 'pg';
import type { Answer, ContextApp } from '../../../../test/contexts/context-app';
import { receive, sendReferral } from '../../../../test/contexts/housing';
import { publicUrl, startCouncils, systemOf } from '../../../../test/councils/councils-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { addCouncilCommands } from '../cli';
import { CouncilNotices } from '../notices/council-notices';
import { beforeAll as beforeAllNotices } from '../notices/notice';
import { AnswerDesk, type Settled } from './answer-desk';
import { AnswerTaker } from './answer-taker';

const codeOf = (code: string): GssCode => {
  const council = councilByCode(code);
  if (!council) throw new Error(`No council ${code} in the table.`);
  return council.code;
};
const [southwark, camden] = [codeOf('E09000028'), codeOf('E09000007')];

describe('a message of a council', () => {
  let database: TestDatabase;
  let owner: Client;
  let context: ContextApp;
  let referralId: string;
  let topic: string;
  let next: number;

  interface Sent {
    readonly type?: string;
    readonly id?: string;
    readonly data?: object;
  }
  const at = (offset: string) => ({ offset, timestamp: '1800000000000', attributes: 0, key: null });
  /** As it stands in the topic of this test. */
  const message = ({ type = 'council.contact-attempt', id = randomUUID(), data }: Sent = {}): Arrived => {
    const value = Buffer.from(JSON.stringify({ referralId, ...(data ?? { how: 'phone', outcome: 'no-answer' }) }));
    const headers = { ce_specversion: '1.0', ce_id: id, ce_source: 'urn:synthetic', ce_type: type };
    const offset = String(next);
    next += 1;
    return { topic, partition: 0, behind: 0, message: { ...at(offset), value, headers } };
  };
  const take = (arrived: Arrived, council = southwark): Promise<Settled> =>
    context.app.get(AnswerDesk).take(council, arrived, 0);
  const events = async (): Promise<readonly string[]> =>
    (await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`)).map(({ type }) => type);
  const refusals = async () =>
    (await context.app.get(CouncilNotices).after(beforeAllNotices, 1000)).filter(
      ({ thin }) => thin.type === 'council.answer-refused',
    );
  const parked = async (): Promise<readonly Record<string, unknown>[]> => {
    const answer = await context.as('administrator').get('/api/v1/councils/answers').expect(200);
    return ((answer as Answer).body as { answers: Record<string, unknown>[] }).answers;
  };
  const retry = async (id: string): Promise<unknown> => {
    const answer = await context.as('administrator').post(`/api/v1/councils/answers/${id}/retry`, {}).expect(200);
    return ((answer as Answer).body as { outcome: string }).outcome;
  };

  beforeAll(async () => {
    database = await testDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const first = await startCouncils(database);
    await first.goTo('2027-02-02');
    context = first;
  });
  beforeEach(async () => {
    [topic, next] = [`synthetic.${randomUUID()}`, 0];
    referralId = await sendReferral(context, await receive(context));
    await owner.query('delete from exchange.parked_answers');
    await owner.query(`delete from exchange.notices where type = 'council.answer-refused'`);
  });
  afterAll(async () => {
    await context.close();
    await owner.end();
    await database.drop();
  });

  it('is recorded, once, also where the process died before it could say so', async () => {
    const before = await events();
    const arrived = message();
    expect(await take(arrived)).toBe('recorded');
    expect(await take(arrived)).toBe('known');
    await owner.query('update exchange.answer_offsets set next_offset = 0 where topic = $1', [topic]);
    expect(await take(arrived)).toBe('recorded');
    expect(await events()).toHaveLength(before.length + 1);
  });

  it('that is refused is put aside and told of in one: neither without the other, and each once', async () => {
    const arrived = message({ data: { how: 'pigeon', outcome: 'no-answer' } });
    await owner.query('alter table exchange.answer_offsets add constraint nowhere check (next_offset = 0) not valid');
    await expect(take(arrived)).rejects.toThrow();
    expect([await parked(), await refusals()]).toEqual([[], []]);
    await owner.query('alter table exchange.answer_offsets drop constraint nowhere');
    expect(await take(arrived)).toBe('refused');
    expect(await take(arrived)).toBe('known');
    expect(await parked()).toMatchObject([
      { council: southwark, type: 'council.contact-attempt', state: 'refused', status: 400, code: 'not-as-described' },
    ]);
    expect(await refusals()).toHaveLength(1);
  });

  it('that is refused leads its council, and nobody else, to what is wrong with it', async () => {
    await take(message({ id: 'synthetic-7', data: { how: 'pigeon', outcome: 'no-answer' } }));
    const [notice] = await refusals();
    expect(notice).toMatchObject({ council: southwark, key: notice?.thin.id });
    const path = `/api/v1/councils/answers/${notice?.thin.id ?? ''}`;
    expect(notice?.thin.detailUrl).toBe(`${publicUrl}${path}`);
    const { body } = (await (await systemOf(context, southwark)).get(path).expect(200)) as Answer;
    expect(body).toMatchObject({
      ...{ messageId: 'synthetic-7', status: 400, code: 'not-as-described' },
      errors: [{ field: 'how', message: expect.stringContaining('how') as string, fix: expect.any(String) as string }],
    });
    const other = await systemOf(context, camden);
    await other.get(path).expect(404);
    await other.get('/api/v1/councils/answers').expect(403);
    await context.as('resettlement-bronzefield').get(path).expect(403);
  });

  it('is sealed where it is put aside, and shown to nobody', async () => {
    const words = 'Synthetic reasons that nobody else may read';
    const data = { section: 's.195', decidedOn: '2027-02-02', notifiedOn: '2027-02-02', words, herName: 'Synthetica' };
    await take(message({ type: 'council.decision', data }));
    const { rows } = await owner.query<{ row: string }>('select p::text as row from exchange.parked_answers p');
    const [{ answerId }] = (await parked()) as [{ answerId: string }];
    const shown = await context.as('administrator').get(`/api/v1/councils/answers/${answerId}`).expect(200);
    for (const text of [rows[0]?.row ?? '', shown.text, JSON.stringify(await parked())]) {
      expect(text).toContain('not-as-described');
      for (const hers of [words, 'Synthetica', referralId]) expect(text).not.toContain(hers);
    }
  });

  it.each([
    ['of a referral to another council', () => take(message(), camden), { status: 404, code: 'not-found' }],
    ['of no type that there is', () => take(message({ type: 'council.gossip' })), { type: null, status: 400 }],
    ['that is no CloudEvent', () => take(nothing()), { type: null, status: 400, code: 'malformed-message' }],
    [
      'that says what cannot be',
      () => take(message({ type: 'council.duty-end', data: { section: 's.193', reason: 'none' } })),
      { status: 409, code: 'duty-not-running' },
    ],
  ])('%s is refused', async (_what, send, refused) => {
    const before = await events();
    expect(await send()).toBe('refused');
    expect(await parked()).toMatchObject([refused]);
    expect(await events()).toEqual(before);
  });
  const nothing = (): Arrived => {
    const arrived = message();
    const empty: KafkaMessage = { ...at(arrived.message.offset), value: null, headers: {} };
    return { ...arrived, message: empty };
  };

  it('after her referral was withdrawn is refused, and what is told of it has nothing of hers', async () => {
    const officer = context.as('resettlement-bronzefield');
    const withdrawal = { reason: 'HOUSING_NEED_RESOLVED' };
    await officer.post(`/api/v1/housing/referrals/${referralId}/withdrawal`, withdrawal).expect(200);
    expect(await take(message())).toBe('refused');
    expect(await parked()).toMatchObject([{ code: 'referral-withdrawn' }]);
    expect(JSON.stringify(await refusals())).not.toContain(referralId);
  });

  it('that a fault of ours kept from being recorded is put aside, and recorded when it is tried again', async () => {
    const taker = context.app.get(AnswerTaker);
    const broken = jest.spyOn(taker, 'handle').mockRejectedValue(new TypeError('Synthetic fault with her name'));
    const before = await events();
    expect(await take(message())).toBe('failed');
    const [{ answerId }] = (await parked()) as [{ answerId: string }];
    expect(await parked()).toMatchObject([{ state: 'failed', status: 500, code: 'TypeError', tries: 1 }]);
    expect(await retry(answerId)).toBe('failed');
    broken.mockRestore();
    expect(await events()).toEqual(before);
    expect(await retry(answerId)).toBe('recorded');
    expect(await retry(answerId)).toBe('known');
    expect(await events()).toHaveLength(before.length + 1);
    expect(await parked()).toEqual([]);
    const { rows } = await owner.query('select state, sealed, tries from exchange.parked_answers');
    expect(rows).toEqual([{ state: 'recorded', sealed: null, tries: 3 }]);
  });

  it('waits in its place while the database does not take it', async () => {
    await owner.query('alter table exchange.answer_offsets rename to elsewhere');
    const arrived = message();
    await expect(take(arrived)).rejects.toThrow();
    await owner.query('alter table exchange.elsewhere rename to answer_offsets');
    expect(await take(arrived)).toBe('recorded');
  });

  it('of a topic that was made anew is a new one, whatever its offset', async () => {
    const desk = context.app.get(AnswerDesk);
    await take(message());
    await take(message());
    expect(await desk.beginAnew(topic, 0, '2')).toBe(false);
    expect(await desk.beginAnew(topic, 0, '1')).toBe(true);
    expect((await desk.offsets()).get(`${topic}/0`)).toBe('0');
  });

  it('is forgotten after 30 days', async () => {
    await take(message({ type: 'council.gossip' }));
    await take(message({ type: 'council.gossip' }));
    await owner.query(`update exchange.parked_answers set received_at = now() - interval '31 days'
      where answer_id = (select min(answer_id::text)::uuid from exchange.parked_answers)`);
    await context.app.get(AnswerDesk).forgetOld();
    expect(await parked()).toHaveLength(1);
  });

  describe('at the console', () => {
    const printed: string[] = [];
    /** @returns what it printed, a line each */
    const ttg = async (...args: readonly string[]): Promise<readonly string[]> => {
      printed.length = 0;
      const program = new Command().exitOverride();
      addCouncilCommands(program, { ...noKeys, withKernel: (work) => work(context.app) });
      await program.parseAsync(['councils', ...args], { from: 'user' });
      return printed.flatMap((text) => text.split('\n'));
    };
    const noKeys = { keys: () => ({}), checkpointFolder: () => undefined, interrupted: () => AbortSignal.abort() };

    beforeEach(() => void jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text)));
    afterEach(() => jest.restoreAllMocks());

    it('is listed, and what is wrong with it shown, with nothing that it says', async () => {
      await take(message({ id: 'synthetic-8', data: { how: 'pigeon of Synthetica', outcome: 'no-answer' } }));
      const [, line = '', ...more] = await ttg('answers');
      expect(more).toEqual([]);
      expect(line).toMatch(/^\S{36} +E09000028 +council\.contact-attempt +refused +400 +not-as-described +1 +\S+Z$/);
      const shown = (await ttg('show-answer', line.slice(0, 36))).join(' ');
      expect(shown).toMatch(/synthetic-8 .*how/);
      expect(shown).not.toMatch(/Synthetica|pigeon/);
    });

    it('is recorded when it is tried again, where our fault is mended', async () => {
      jest.spyOn(context.app.get(AnswerTaker), 'handle').mockRejectedValueOnce(new TypeError('Synthetic fault'));
      await take(message());
      const [{ answerId }] = JSON.parse((await ttg('answers', '--json')).join('')) as [{ answerId: string }];
      expect(await ttg('retry-answer', answerId)).toEqual(['It is recorded.']);
      expect(await ttg('retry-answer', answerId)).toEqual(['It was recorded before.']);
      expect(await parked()).toEqual([]);
    });

    it('is forgotten when it is discarded, once', async () => {
      await take(message({ type: 'council.gossip' }));
      const [{ answerId }] = (await parked()) as [{ answerId: string }];
      expect(await ttg('discard-answer', answerId)).toEqual([`Message ${answerId} is forgotten.`]);
      await context.as('administrator').get(`/api/v1/councils/answers/${answerId}`).expect(404);
      await expect(ttg('discard-answer', answerId)).rejects.toThrow(StartFailure);
      await expect(ttg('show-answer', 'no id')).rejects.toThrow('no id is no id. Copy it from the list.');
    });
  });

  it('is told of in the health of the service', async () => {
    await take(message({ type: 'council.gossip' }));
    const { body } = (await context.as('administrator').get('/health/councils').expect(200)) as Answer;
    expect(body).toEqual({ state: 'off', events: 0, seconds: 0, refused: 1, failed: 0 });
  });
});
