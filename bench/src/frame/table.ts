import type { Figure } from './figure';

const heads = ['work', 'value', 'unit', 'baseline', 'ratio', 'goal', 'met'] as const;
const isNumber = [false, true, false, true, true, false, false];

/** @returns the figures as lines of text, columns under each other. */
export const table = (figures: readonly Figure[]): string[] => {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, isNumber[column] ?? false))
      .join('  ')
      .trimEnd();
  return [line(heads), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.slice(1).map(line)];
};

const pad = (cell: string, width: number, right: boolean): string =>
  right ? cell.padStart(width) : cell.padEnd(width);

const cells = ({ work, value, unit, baseline, ratio, goal, met }: Figure): string[] => [
  work,
  readable(value),
  unit,
  baseline === null ? '' : readable(baseline),
  ratio === null ? '' : ratio.toFixed(2),
  goal ?? '',
  met === null ? '' : met ? 'yes' : 'NO',
];

/** Three digits that matter, and thousands apart. */
const readable = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });
