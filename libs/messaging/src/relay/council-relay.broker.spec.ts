import { BackgroundLoops, type IsoInstant } from '@ttg/event-sourcing';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import type { GssCode } from '@ttg/reference';
import { Pool } from 'pg';
import { brokersOfThisRun, newTopics } from '../../../../test/brokers/relay-bed';
import { readTopic } from '../../../../test/brokers/topic-reader';
import { testDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { openKafka } from '../kafka/open-kafka';
import { ensureTopics } from '../topics/ensure-topics';
import { topicNames, topicsOf } from '../topics/topics';
import { CouncilRelay } from './council-relay';
import { type Notice, NoticeSource } from './notice-source';

jest.setTimeout(60_000);

const [southwark, leeds] = ['E09000028' as GssCode, 'E08000035' as GssCode];

/** Notices in memory, as libs/councils keeps them in a table. */
class Notices extends NoticeSource {
  readonly out: Notice[] = [];
  sent = '0';
  /** Another relay marks first, once. */
  overtaken = false;

  letOut(council: GssCode, referralId: string): string {
    const sequence = String(this.out.length + 1);
    const id = `notice-${sequence}`;
    const [time, detailUrl] = ['2027-01-11T09:30:00Z' as IsoInstant, `https://example.test/referrals/${referralId}`];
    this.out.push({ sequence, council, key: referralId, thin: { id, type: 'council.referral-made', time, detailUrl } });
    return id;
  }

  async after(sequence: string, limit: number): Promise<readonly Notice[]> {
    return this.out.slice(Number(sequence), Number(sequence) + limit);
  }

  async sentUpTo(): Promise<string> {
    return this.sent;
  }

  async markSent(_: string, { from, to }: { from: string; to: string }): Promise<boolean> {
    const isOvertaken = this.overtaken;
    this.overtaken = false;
    if (isOvertaken || from !== this.sent) return false;
    this.sent = to;
    return true;
  }
}

describe('the relay to councils', () => {
  it('tells each council on its topic, in order: id, type, time and where to ask, and nothing else', async () => {
    const [database, settings] = await Promise.all([testDatabase(), newTopics(brokersOfThisRun())]);
    const kafka = openKafka(settings);
    const names = topicNames(settings.topicPrefix);
    const topics = [names.council(southwark), names.council(leeds)];
    const all = topicsOf(settings.topicPrefix);
    await ensureTopics(
      kafka,
      all.filter(({ name }) => topics.includes(name)),
    );
    const pool = new Pool({ connectionString: database.appUrl, max: 2 });
    const [loops, leadership, notices] = [new BackgroundLoops(), new Leadership(pool), new Notices()];
    new CouncilRelay(loops, leadership, notices, settings);
    const first = notices.letOut(southwark, 'referral-1');
    const other = notices.letOut(leeds, 'referral-2');
    loops.start();
    await eventually(() => expect(notices.sent).toBe('2'), 20_000);
    notices.overtaken = true;
    const second = notices.letOut(southwark, 'referral-1');
    await eventually(() => expect(notices.sent).toBe('3'), 20_000);
    await loops.stop();
    await leadership.close();
    await pool.end();
    await database.drop();

    const [toSouthwark, toLeeds] = [await readTopic(kafka, topics[0] ?? ''), await readTopic(kafka, topics[1] ?? '')];
    const told = toSouthwark.map(({ headers }) => headers?.['ce_id']?.toString());
    // The mark of the second was somebody else's: it came again.
    expect(told).toEqual([first, second, second]);
    expect(toLeeds.map(({ headers }) => headers?.['ce_id']?.toString())).toEqual([other]);
    const [notice] = toSouthwark;
    expect(JSON.parse(notice?.value?.toString() ?? '')).toEqual({
      detailUrl: 'https://example.test/referrals/referral-1',
    });
    expect(Object.keys(notice?.headers ?? {}).sort()).toEqual(
      [
        'ce_dataschema',
        'ce_datacontenttype',
        'ce_id',
        'ce_source',
        'ce_specversion',
        'ce_time',
        'ce_traceparent',
        'ce_type',
        'content-type',
      ].sort(),
    );
  });
});
