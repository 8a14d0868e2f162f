import { date } from '@ttg/calendar';
import { RecordReleaseReversal } from '@ttg/custody/release-reversal/commands';
import { RecordRelease } from '@ttg/custody/release/commands';
import { OpenCaseFor } from '@ttg/custody/reception/commands';
import { RecordReturn } from '@ttg/custody/return/commands';
import { RecordSentence } from '@ttg/custody/legal-status/commands';
import { CompleteScreening } from '@ttg/custody/screening/commands';
import { CloseCustodyCase } from '@ttg/custody/closing/commands';
import { isoDate } from '@ttg/event-sourcing';
import { RegisterWoman } from '@ttg/people/registration/commands';
import type { Cohort } from '../cohort/cohort';
import { custodyRates } from '../rates/custody';
import { housingRates } from '../rates/housing';
import { whoSheIsRates } from '../rates/who-she-is';
import type { Act } from './act';
import { dayOf } from './days';
import { tell } from './tell';

const cohort: Cohort = {
  women: 500,
  seed: 7,
  from: isoDate(date('2025-11-22')),
  to: isoDate(date('2026-11-21')),
};
const lives = Array.from({ length: cohort.women }, (_, place) => tell(cohort, place));
const acts = lives.flat();

const commands = <T>(of: new (...args: never[]) => T, among: readonly Act[] = acts): T[] =>
  among.flatMap(({ command }) => (command instanceof of ? [command] : []));
const share = <T>(many: readonly T[], holds: (one: T) => boolean): number => many.filter(holds).length / many.length;
const written = (life: readonly Act[]): string =>
  JSON.stringify(life.map(({ on, minute, by, name, command }) => [on.iso, minute, by.id, name, command]));

describe('a life that is told', () => {
  it('is the same for the same seed', () => {
    expect(written(tell(cohort, 3))).toBe(written(lives[3] ?? []));
  });

  it('is another for another seed', () => {
    expect(written(tell({ ...cohort, seed: 8 }, 3))).not.toBe(written(lives[3] ?? []));
  });

  it('lies within the days of the cohort, in order', () => {
    const [first, last] = [dayOf(date(cohort.from)).number, dayOf(date(cohort.to)).number];
    for (const life of lives) {
      const moments = life.map(({ on, minute }) => on.number * 1440 + minute);
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      for (const { on } of life) expect(on.number >= first && on.number <= last).toBe(true);
    }
  });

  it('says everywhere that it is made up', () => {
    for (const { registration } of commands(RegisterWoman)) {
      expect(registration.synthetic).toBe(true);
      expect(registration.names.last).toMatch(/^Example-/);
    }
  });

  it('ends a case once, and never before its twelve weeks are over', () => {
    const closed = commands(CloseCustodyCase);
    expect(closed.length).toBeGreaterThan(50);
    expect(new Set(closed.map(({ caseId }) => caseId)).size).toBe(closed.length);
  });
});

/** How far a share of that many women may lie from its rate: three standard deviations, and a little. */
const near = (rate: number, count: number): number => 3 * Math.sqrt((rate * (1 - rate)) / count) + 0.01;
const expectNear = (found: number, rate: number, count: number): void =>
  expect(Math.abs(found - rate)).toBeLessThan(near(rate, count));

describe('five hundred lives', () => {
  const screenings = commands(CompleteScreening).filter(({ caseId }) =>
    commands(OpenCaseFor).some((opened) => opened.caseId === caseId),
  );

  it.each([
    [
      'nowhere to live',
      whoSheIsRates.nowhereToLive,
      ({ home }: CompleteScreening['screen']) => home?.onRelease === 'nowhere',
    ],
    ['medicines', whoSheIsRates.medicines, ({ health }: CompleteScreening['screen']) => health?.medicines === 'yes'],
    ['no GP', whoSheIsRates.noGp, ({ gpOutside }: CompleteScreening['screen']) => gpOutside === 'no'],
  ])('need help as often as the sources say: %s', (_, { value }, needs) => {
    expectNear(
      share(screenings, ({ screen }) => needs(screen)),
      value,
      screenings.length,
    );
  });

  it('begin on remand and on recall as often as the sources say', () => {
    const received = commands(OpenCaseFor);
    const as = (status: string): number => share(received, ({ reception }) => reception.legalStatus === status);
    expectNear(as('remand'), custodyRates.receivedOnRemand.value, received.length);
    expectNear(as('recalled'), custodyRates.receivedOnRecall.value, received.length);
  });

  it('give about 26 % on remand among those inside on a day (D.4)', () => {
    const days = Array.from({ length: 30 }, (_, index) => dayOf(date('2026-04-01')).number + index * 7);
    const inside = days.flatMap((day) => lives.flatMap((life) => standingOn(life, day) ?? []));
    const onRemand = share(inside, (standing) => standing === 'remand');
    expect(onRemand).toBeGreaterThan(0.19);
    expect(onRemand).toBeLessThan(0.33);
  });

  it('leave court with no notice after remand in two cases of three (D.4)', () => {
    const from = commands(RecordRelease).filter(({ release }) => release.from === 'court').length;
    const remanded = new Set(
      [...commands(OpenCaseFor), ...commands(RecordReturn)]
        .filter(({ reception }) => reception.legalStatus === 'remand')
        .map((opened) => ('nextCaseId' in opened ? opened.nextCaseId : opened.caseId)),
    );
    const sentenced = commands(RecordSentence).filter(({ caseId }) => remanded.has(caseId)).length;
    expectNear(from / (from + sentenced), custodyRates.releasedByCourt.value, from + sentenced);
  });

  it('have releases recorded in error, now and then, which are taken back the same day', () => {
    const reversals = lives.flatMap((life) =>
      life.flatMap((act, index) =>
        act.command instanceof RecordReleaseReversal
          ? [{ on: act.on, caseId: act.command.caseId, before: life[index - 1] }]
          : [],
      ),
    );
    expect(reversals.length).toBeGreaterThan(0);
    expect(reversals.length).toBeLessThan(lives.length / 20);
    for (const { on, caseId, before } of reversals)
      expect(before).toMatchObject({ name: 'release in error', on, command: { caseId } });
  });

  it('leave with nowhere to go about as often as women do (S115)', () => {
    const planned = commands(RecordRelease).filter(({ release }) => release.from === 'prison');
    const homeless = share(planned, ({ release }) => /^(A08|not-known)/.test(release.toAccommodation));
    expect(homeless).toBeGreaterThan(housingRates.firstNightHomeless.value / 2);
    expect(homeless).toBeLessThan(housingRates.firstNightHomeless.value * 2);
  });
});

/** In what standing she is inside on a day; nothing where she is not. */
const standingOn = (life: readonly Act[], day: number): string | undefined => {
  let standing: string | undefined;
  let before: string | undefined;
  for (const { on, command } of life) {
    if (on.number > day) break;
    if (command instanceof OpenCaseFor || command instanceof RecordReturn) standing = command.reception.legalStatus;
    if (command instanceof RecordSentence && standing === 'remand') standing = 'sentenced';
    if (command instanceof RecordRelease) [before, standing] = [standing, undefined];
    if (command instanceof RecordReleaseReversal) standing = before;
  }
  return standing;
};
