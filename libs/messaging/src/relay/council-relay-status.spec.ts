import { FixedClock } from '@ttg/calendar';
import type { IsoInstant } from '@ttg/event-sourcing';
import { Measures, MessagingMeasures } from '@ttg/observability';
import type { GssCode } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';
import { CouncilRelayStatus } from './council-relay-status';
import { type Notice, NoticeSource } from './notice-source';

const notice = (sequence: number, time: string): Notice => ({
  sequence: String(sequence),
  key: 'referral-1',
  council: 'E09000028' as GssCode,
  thin: { id: `notice-${sequence}`, type: 'council.referral-made', time: time as IsoInstant, detailUrl: 'https://x/' },
});

class Notices extends NoticeSource {
  constructor(private readonly sent: number) {
    super();
  }

  readonly out = [
    notice(1, '2027-01-11T09:00:00Z'),
    notice(2, '2027-01-11T09:29:00Z'),
    notice(3, '2027-01-11T09:31:00Z'),
  ];
  after = async (sequence: string, limit: number) => this.out.slice(Number(sequence), Number(sequence) + limit);
  sentUpTo = async (consumer: string) => (consumer === 'kafka' ? String(this.sent) : '0');
  markSent = async () => true;
}

const clock = new FixedClock(Temporal.Instant.from('2027-01-11T09:30:00Z'));

describe('what is told of the relay to councils', () => {
  it.each([
    ['what was let out and has not gone, from the first of it on', 1, { events: 2, seconds: 60 }],
    ['nothing, where all has gone', 3, { events: 0, seconds: 0 }],
    ['no time to come, where the clock of who let it out is ahead', 2, { events: 1, seconds: 0 }],
  ])('is %s', async (_what, sent, told) => {
    expect(await new CouncilRelayStatus(new Notices(sent), clock).read()).toEqual(told);
  });

  it('stands among the figures, under a name of its own', async () => {
    const measures = new Measures();
    new CouncilRelayStatus(new Notices(1), clock, new MessagingMeasures(measures));
    const text = await measures.text();
    expect(text).toContain('ttg_relay_lag_events{relay="councils"} 2');
    expect(text).toContain('ttg_relay_lag_seconds{relay="councils"} 60');
  });
});
