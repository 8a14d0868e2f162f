import * as published from './testing/examples';
import { eventually, HmppsApp } from '../../../test/contexts/hmpps';
import { StubHmpps } from './testing/stub-hmpps';

jest.setTimeout(120_000);

let stub: StubHmpps;
let app: HmppsApp;

beforeAll(async () => {
  stub = await StubHmpps.start();
  app = await HmppsApp.start(stub.settings, '2027-03-24');
}, 120_000);
afterAll(async () => {
  await app.close();
  await stub.stop();
});

let made = 0;
const newNumber = (): string => `C${String((made += 1)).padStart(4, '0')}ZZ`;

/** The same order for the same seed (mulberry32, then Fisher and Yates). */
const shuffled = <T>(items: readonly T[], seed: number): readonly T[] => {
  let state = seed;
  const dice = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return items
    .map((item) => ({ item, at: dice() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
};

/** All that both families tell of a stay: received, moved, a day in court, released; everything at least twice. */
const stay = (she: string): readonly object[] => {
  const downview = { prisonId: 'DWI' };
  return [
    published.received(she, '2027-03-01T10:00:05Z'),
    published.delayedReceived(she, '2027-03-01T10:00:00Z'),
    published.released(she, '2027-03-10T08:00:05Z', { reason: 'TRANSFERRED' }),
    published.received(she, '2027-03-10T12:00:05Z', { ...downview, reason: 'TRANSFERRED' }),
    published.delayedReceived(she, '2027-03-10T12:00:00Z', { ...downview, reason: 'TRANSFERRED' }),
    published.released(she, '2027-03-15T08:00:05Z', { ...downview, reason: 'SENT_TO_COURT' }),
    published.received(she, '2027-03-15T17:00:05Z', { ...downview, reason: 'RETURN_FROM_COURT' }),
    published.sentenceDatesChanged(she, '2027-03-15T16:00:00Z'),
    published.released(she, '2027-03-20T09:00:05Z', downview),
    published.delayedReleased(she, '2027-03-20T09:00:00Z', downview),
  ];
};

/** Tells them one after the other, and tries again whatever waits, until nothing does. */
const allTold = async (events: readonly object[]): Promise<void> => {
  const messages: string[] = [];
  for (const event of events) {
    const message = await app.tell(event);
    await app.actedOn(message);
    messages.push(message);
  }
  for (const message of messages) {
    await eventually(async () => {
      if ((await app.message(message)).state === 'waiting') await app.retried(message);
      expect(await app.message(message)).toMatchObject({ state: 'done' });
    });
  }
};

/** The last two found that she was released from where she no longer was. */
const seeds = [7, 7070, 8079];

describe('whatever order it is told in', () => {
  it.each(seeds)(
    'a woman who was received, moved and released has left, from where she was last: seed %i',
    async (seed) => {
      const she = newNumber();
      stub.prisoner(she, {
        ...{ inOutStatus: 'OUT', prisonId: 'OUT', lastMovementTypeCode: 'REL', lastMovementReasonCode: 'CR' },
        ...{ lastMovementDate: '2027-03-20', receptionDate: '2027-03-01', legalStatus: 'SENTENCED' },
      });
      await allTold(shuffled([...stay(she), ...stay(she)], seed));
      expect(await app.cases(she)).toMatchObject([{ status: 'released', prison: 'DWI' }]);
    },
  );

  it.each(seeds)('a woman who came back on recall is inside, on recall: seed %i', async (seed) => {
    const she = newNumber();
    stub.prisoner(she, { legalStatus: 'RECALL', recall: true, receptionDate: '2027-03-22', prisonId: 'BZI' });
    const back = [
      published.received(she, '2027-03-22T18:00:05Z', { reason: 'READMISSION' }),
      published.delayedReceived(she, '2027-03-22T18:00:00Z'),
    ];
    await allTold(shuffled([...stay(she), ...back, ...stay(she), ...back], seed));
    const cases = await app.cases(she);
    expect(cases.filter(({ status }) => status !== 'closed')).toMatchObject([
      { status: 'in-custody', prison: 'BZI', legalStatus: 'recalled' },
    ]);
  });

  it.each(seeds)('a woman whose release was reversed is inside, in her one case: seed %i', async (seed) => {
    const she = newNumber();
    stub.prisoner(she, { prisonId: 'DWI', receptionDate: '2027-03-01', lastMovementDate: '2027-03-15' });
    const reversed = published.received(she, '2027-03-20T09:30:05Z', { prisonId: 'DWI', reason: 'READMISSION' });
    await allTold(shuffled([...stay(she), reversed, ...stay(she), reversed], seed));
    await eventually(async () => expect(await app.cases(she)).toMatchObject([{ status: 'in-custody', prison: 'DWI' }]));
  });
});
