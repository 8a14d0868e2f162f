import { atMost, figure, timesBaseline } from './figure';
import { table } from './table';

it('the outcome is a table whose columns stand under each other', () => {
  const figures = [
    figure({ work: 'append, 1 writer', value: 4321.4, unit: 'events/s', baseline: 8000, goal: timesBaseline(0.6) }),
    figure({ work: 'board', value: 12.34, unit: 'ms', goal: atMost(50, 'ms') }),
    figure({ work: 'sweep', value: 1.234, unit: 'ms' }),
  ];
  expect(table(figures)).toEqual([
    'work              value  unit      baseline  ratio  goal              met',
    '────────────────  ─────  ────────  ────────  ─────  ────────────────  ───',
    'append, 1 writer  4,321  events/s     8,000   0.54  ≥ 0.6 × baseline  NO',
    'board              12.3  ms                         ≤ 50 ms           yes',
    'sweep              1.23  ms',
  ]);
});
