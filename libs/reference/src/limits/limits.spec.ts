import { date, isAfter, releaseDay } from '@ttg/calendar';
import type { DatedLimit } from './dated-limit';
import { limit, limits, NoLimitInForce, releaseDayRuleOn, type LimitKey } from './limits';

const today = date('2026-11-22');
const keys = Object.keys(limits) as LimitKey[];

describe.each(keys)('%s', (key) => {
  const entries: readonly DatedLimit[] = limits[key];

  it('holds today, with a source in words', () => {
    const inForce = limit(key, today);
    expect(inForce.value).toBeGreaterThan(0);
    expect(inForce.source.ref).not.toBe('');
    expect(inForce.source.words).toMatch(/\.$/);
  });

  it('has entries that follow each other without overlap', () => {
    entries.forEach((entry, index) => {
      if (entry.until) expect(isAfter(entry.until, entry.from)).toBe(true);
      const next = entries[index + 1];
      if (next) expect(entry.until && !isAfter(entry.until, next.from)).toBe(true);
    });
  });

  it('is refused before its first entry', () => expect(() => limit(key, date('2015-01-01'))).toThrow(NoLimitInForce));
});

describe('the thresholds of part G', () => {
  it.each([
    ['accommodation.nights', 84, 'nights'],
    ['accommodation.board', 84, 'days'],
    ['accommodation.alert', 56, 'days'],
    ['accommodation.urgent', 14, 'days'],
    ['dutyToRefer.window', 56, 'days'],
    ['dutyToRefer.urgent', 28, 'days'],
    ['dutyToRefer.askAgain', 14, 'days'],
    ['dutyToRefer.receipt', 2, 'working-days'],
    ['dutyToRefer.receiptUrgent', 5, 'working-days'],
    ['dutyToRefer.receiptUrgentNearRelease', 1, 'working-days'],
    ['dutyToRefer.firstContact', 5, 'working-days'],
    ['dutyToRefer.failedContacts', 2, 'attempts'],
    ['dutyToRefer.reconfirm', 26, 'weeks'],
    ['council.review', 21, 'days'],
    ['gp.window', 28, 'days'],
    ['gp.urgent', 7, 'days'],
    ['medicines.alert', 10, 'days'],
    ['medicines.gapUrgent', 7, 'days'],
    ['releaseDate.nearer', 3, 'days'],
    ['fridayRelease.near', 14, 'days'],
    ['transfer.acceptance', 2, 'working-days'],
    ['remand.prepared', 5, 'days'],
    ['remand.beforeHearing', 2, 'days'],
    ['release.contact', 24, 'hours'],
    ['alerts.afterTask', 7, 'days'],
    ['alerts.urgentGrace', 5, 'working-days'],
  ] as const)('%s is %s %s', (key, value, unit) => expect(limit(key, today)).toMatchObject({ key, value, unit }));

  it('say which are our own design, and which a source states', () => {
    expect(limit('dutyToRefer.receipt', today).source.confidence).toBe('design');
    expect(limit('dutyToRefer.window', today).source.confidence).toBe('verified');
  });
});

describe('a limit that changed', () => {
  it('is the one of its day', () => {
    expect(limit('medicines.prescription', date('2024-08-31')).value).toBe(7);
    expect(limit('medicines.prescription', date('2024-09-01')).value).toBe(28);
  });

  it('that had not begun is refused with the date and the key', () => {
    expect(limit('recall.fixedTerm', date('2026-03-31')).value).toBe(56);
    expect(() => limit('recall.fixedTerm', date('2026-03-30'))).toThrow(
      '"recall.fixedTerm" does not hold on 2026-03-30',
    );
  });
});

it('the release-day rule takes its nights from here', () => {
  const custody = { periods: [{ from: date('2027-02-19') }], complete: true };
  const on = date('2027-03-09');
  const found = releaseDay({ date: date('2027-03-25'), type: 'CRD', custody, today: on }, releaseDayRuleOn(on));
  expect(found.releaseDay.toString()).toBe('2027-03-24');
});
