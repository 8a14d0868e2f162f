import { EventStoreUnavailable, WrongExpectedRevision } from '@ttg/event-sourcing';
import { Problem } from '@ttg/web/http';
import { passes } from './passes';

const beingSaved = new Problem({ status: 503, code: 'being-saved', title: 'Being saved', detail: 'Wait.' });
const minutes = (count: number): number => count * 60_000;

describe('a message that could not be recorded', () => {
  it('waits for a database that is away, however long that takes', () => {
    expect(passes(new EventStoreUnavailable('no'), 0)).toBe(true);
    expect(passes(new EventStoreUnavailable('no'), minutes(600))).toBe(true);
  });

  it('waits for others and for what is still being saved, for ten minutes', () => {
    for (const error of [beingSaved, new WrongExpectedRevision('dutyToRefer-1', 1, 2)]) {
      expect(passes(error, minutes(9))).toBe(true);
      expect(passes(error, minutes(10))).toBe(false);
    }
  });

  it('is put aside at once where the fault is ours', () => expect(passes(new TypeError('a bug'), 0)).toBe(false));
});
