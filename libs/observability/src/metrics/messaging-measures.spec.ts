import { Measures } from './measures';
import { MessagingMeasures } from './messaging-measures';

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
