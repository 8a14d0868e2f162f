import { Measures } from './measures';
import { type GroupStanding, MessagingMeasures } from './messaging-measures';

describe('how far somebody is behind', () => {
  it('is told of each beside the others: one that cannot be asked is left out alone, and counted', async () => {
    const measures = new Measures();
    const messaging = new MessagingMeasures(measures);
    let answers = true;
    messaging.watchRelay('kafka', async () => {
      if (!answers) throw new Error('synthetic');
      return { events: 1, seconds: 2 };
    });
    messaging.watchRelay('councils', async () => ({ events: 3, seconds: 4 }));
    expect(await measures.text()).toContain('ttg_relay_lag_events{relay="kafka"} 1');
    answers = false;
    const text = await measures.text();
    expect(text).not.toContain('relay="kafka"');
    expect(text).toContain('ttg_relay_lag_events{relay="councils"} 3');
    expect(text).toContain('ttg_relay_lag_seconds{relay="councils"} 4');
    expect(text).toContain('ttg_unread_figures_total 1');
  });
});

describe('a consumer group', () => {
  it('is told to be 0 behind where this process knows it, and else that it is not read here', async () => {
    const measures = new Measures();
    let standing: GroupStanding = { isReading: true, behind: { events: 0, seconds: 0 } };
    new MessagingMeasures(measures).watchGroup('synthetic', async () => standing);
    const reading = await measures.text();
    expect(reading).toContain('ttg_consumer_group_reading{consumer_group="synthetic"} 1');
    expect(reading).toContain('ttg_consumer_group_lag_seconds{consumer_group="synthetic"} 0');
    standing = { isReading: false };
    const stopped = await measures.text();
    expect(stopped).toContain('ttg_consumer_group_reading{consumer_group="synthetic"} 0');
    expect(stopped).not.toMatch(/^ttg_consumer_group_lag_\w+\{/m);
  });
});

describe('webhooks', () => {
  it('are told as 0 of each outcome before there is one: a rule sees the first', async () => {
    const measures = new Measures();
    const messaging = new MessagingMeasures(measures);
    const told = async (outcome: string): Promise<string | undefined> =>
      new RegExp(`^ttg_webhook_deliveries_total\\{outcome="${outcome}"\\} (.*)$`, 'm').exec(await measures.text())?.[1];
    expect(await Promise.all(['delivered', 'failed', 'dead'].map(told))).toEqual(['0', '0', '0']);
    messaging.webhook('dead');
    expect(await told('dead')).toBe('1');
  });
});
