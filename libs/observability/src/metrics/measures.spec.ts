import type { Gauge } from 'prom-client';
import { Measures } from './measures';

const signal = () => {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { give: () => give(), given };
};

describe('figures that are read when somebody asks', () => {
  it('are left out when they cannot be read, and the others are told', async () => {
    const measures = new Measures();
    const broken = measures.gauge({ name: 'ttg_synthetic_broken', help: 'Synthetic', labels: ['of'] });
    const sound = measures.gauge({ name: 'ttg_synthetic_sound', help: 'Synthetic' });
    let fails = false;
    measures.onRead([broken], async () => {
      broken.set({ of: 'a' }, 1);
      if (fails) throw new Error('The database is away.');
    });
    measures.onRead([sound], async () => sound.set(2));
    expect(await measures.text()).toContain('ttg_synthetic_broken{of="a"} 1');
    fails = true;
    const text = await measures.text();
    expect(text).not.toContain('ttg_synthetic_broken{');
    expect(text).toContain('ttg_synthetic_sound 2');
    expect(text).toContain('ttg_unread_figures_total 1');
  });

  it('are all told to each of several who ask at once', async () => {
    const measures = new Measures();
    const [quick, slow] = ['quick', 'slow'].map((name) =>
      measures.gauge({ name: `ttg_synthetic_${name}`, help: 'Synthetic' }),
    ) as [Gauge, Gauge];
    const [goOn, readAgain] = [signal(), signal()];
    let readings = 0;
    measures.onRead([quick], async () => {
      readings += 1;
      if (readings > 1) await readAgain.given;
      quick.set(readings);
    });
    measures.onRead([slow], async () => {
      await goOn.given;
      slow.set(1);
    });
    const [first, second] = [measures.text(), measures.text()];
    goOn.give();
    expect(await first).toContain('ttg_synthetic_quick 1');
    readAgain.give();
    expect(await second).toMatch(/ttg_synthetic_quick \d/);
    // Who asks later is told what is so then.
    expect(await measures.text()).toContain(`ttg_synthetic_quick ${readings}`);
    expect(readings).toBeGreaterThan(1);
  });

  it('forget what is no longer there', async () => {
    const measures = new Measures();
    const gauge = measures.gauge({ name: 'ttg_synthetic_rows', help: 'Synthetic', labels: ['of'] });
    let rows = ['a', 'b'];
    measures.onRead([gauge], async () => rows.forEach((of) => gauge.set({ of }, 1)));
    expect(await measures.text()).toContain('ttg_synthetic_rows{of="b"} 1');
    rows = ['a'];
    expect(await measures.text()).not.toContain('of="b"');
  });
});

describe('what is counted', () => {
  it('is told as 0 from the start where its labels are known', async () => {
    const measures = new Measures();
    const described = { help: 'Synthetic', labels: ['of'], fromStart: [{ of: 'a' }, { of: 'b' }] };
    measures.counter({ ...described, name: 'ttg_synthetic_total' });
    measures.histogram({ ...described, name: 'ttg_synthetic_seconds' }, [1]);
    const text = await measures.text();
    for (const value of ['a', 'b']) {
      expect(text).toContain(`ttg_synthetic_total{of="${value}"} 0`);
      expect(text).toContain(`ttg_synthetic_seconds_count{of="${value}"} 0`);
      expect(text).toContain(`ttg_synthetic_seconds_bucket{le="1",of="${value}"} 0`);
    }
  });
});
