import { Measures } from './measures';

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
