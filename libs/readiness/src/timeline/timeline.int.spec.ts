import { EventStore, ProjectionRebuild, ProjectionWaiter } from '@ttg/event-sourcing';
import { Assessor } from '../assessor/assessor';
import type { ContextApp } from '../../../../test/contexts/context-app';
import type { Woman } from '../../../../test/contexts/housing';
import { aWoman, learned, rows, startReadiness } from '../../../../test/contexts/readiness';
import { eventually } from '../../../../test/projections/kernel-under-test';
import type { Audience } from '../events';
import {
  contactBooked,
  dateSet,
  hearing,
  preparedForCourt,
  received,
  referred,
  reviewed,
  screened,
  sentencedOn,
} from '../testing/worked-story';
import { TimelineQuery } from './timeline.query';

jest.setTimeout(60_000);

let app: ContextApp;
let woman: Woman;

beforeEach(async () => {
  app = await startReadiness('2027-02-19');
  woman = aWoman();
});
afterEach(() => app.close());

const page = (reader: Audience | undefined, cursor?: string) =>
  app.app.get(TimelineQuery).page(woman.caseId, reader, cursor);
const texts = async (reader: Audience): Promise<readonly string[]> =>
  (await page(reader)).entries.map(({ text }) => text);
/** Until everything that was written shows, what the rules wrote too. */
const caughtUp = (): Promise<void> =>
  eventually(async () => {
    const [due] = await rows(app, `select from readiness.case_facts where assess_on = '-infinity'`);
    expect(due).toBeUndefined();
    await app.app.get(Assessor).sweep();
    const last = await app.app.get(EventStore).lastPosition();
    for (const name of last ? ['readiness.facts', 'readiness.timeline'] : [])
      expect(last && (await app.app.get(ProjectionWaiter).waitFor(name, last, 1000))).toBe(true);
    expect(await app.app.get(EventStore).lastPosition()).toBe(last);
  });

describe('her timeline', () => {
  beforeEach(async () => {
    await learned(
      app,
      woman,
      received('2027-02-19'),
      screened('2027-02-19', { homeOnRelease: 'return-to-previous-address', homeSafe: 'no' }),
      sentencedOn('2027-02-19'),
      dateSet('2027-03-31'),
      reviewed('2027-02-19', 3),
      contactBooked('2027-04-02'),
      ...referred('a-referral', '2027-02-19'),
    );
    await caughtUp();
    expect(await texts('domestic-abuse-lead')).toContain('Alert: Not safe');
  });

  it('tells what happened, the latest first, and by whom', async () => {
    const { entries } = await page('prison-resettlement');
    const told = entries.map(({ text }) => text);
    expect(told.at(-1)).toBe('Received at Bronzefield, remand');
    expect(told.indexOf('Duty to refer made to Southwark')).toBeLessThan(
      told.indexOf('Release date set: 31 March 2027 (conditional release date)'),
    );
    expect(entries.at(-1)).toMatchObject({ occurredAt: expect.stringMatching(/^2027-02-19T09:00/) as string });
  });

  it('keeps the named lead’s work to the named lead', async () => {
    for (const reader of ['prison-resettlement', 'prison-healthcare', 'probation-practitioner'] as const)
      expect((await texts(reader)).join()).not.toMatch(/safe plan|Not safe/i);
  });

  it('tells of medicines to healthcare alone', async () => {
    expect(await texts('prison-healthcare')).toContain('Medicines reviewed');
    for (const reader of ['prison-resettlement', 'probation-practitioner', 'council-housing'] as const)
      expect((await texts(reader)).join()).not.toMatch(/medicine.* reviewed|prescriber/i);
  });

  it('tells a council the dates and no more', async () => {
    expect(await texts('council-housing')).toEqual(['Release date set: 31 March 2027 (conditional release date)']);
  });

  it('tells healthcare nothing of her housing', async () => {
    expect((await texts('prison-healthcare')).join()).not.toMatch(/refer|accommodation|council/i);
  });

  it('shows nothing to an account that reads no alerts', async () => {
    expect(await page(undefined)).toEqual({ entries: [] });
  });

  it('keeps nothing that is sealed', async () => {
    const all = JSON.stringify(await rows(app, 'select data from readiness.timeline'));
    expect(all).not.toMatch(/synthetic words|Synthetic Woman|"\$?sealed|ciphertext/i);
    expect(all).toContain('"legalStatus":"remand"');
  });

  it('is the same when it is rebuilt', async () => {
    // The rules may still be writing what follows from the last event: compared is what stands on both sides of a rebuild.
    await eventually(async () => {
      const before = await page('probation-practitioner');
      await app.app.get(ProjectionRebuild).rebuild('readiness.timeline');
      expect(await page('probation-practitioner')).toEqual(before);
    });
  });
});

describe('a long timeline', () => {
  it('comes in pages that neither repeat nor leave out', async () => {
    const days = Array.from({ length: 28 }, (_, index) => `2027-03-${String(index + 1).padStart(2, '0')}`);
    const hearings = [...days, ...days.map((day) => day.replace('-03-', '-04-'))];
    await learned(app, woman, received('2027-02-19'), ...preparedForCourt('2027-02-19'), ...hearings.map(hearing));
    await caughtUp();
    const first = await page('probation-practitioner');
    expect(first.entries).toHaveLength(50);
    const second = await page('probation-practitioner', first.earlier);
    expect(second.earlier).toBeUndefined();
    const ids = [...first.entries, ...second.entries].map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    const told = [...first.entries, ...second.entries].filter(({ text }) => text.startsWith('Court hearing'));
    expect(told).toHaveLength(hearings.length);
  });

  it('has no page for a cursor that is none of ours', async () => {
    await learned(app, woman, received('2027-02-19'));
    await caughtUp();
    expect(await page('probation-practitioner', "1' or '1")).toEqual({ entries: [] });
  });
});
