import type { Position, StoredEvent } from '@ttg/event-sourcing';
import { event } from '../../../../libs/event-sourcing/contract/fixtures';
import type { Acknowledged } from '../writers';
import { alertsAlternate } from './alerts';
import { inOrder, type Notice, nothingAfterWithdrawal } from './councils';
import { acknowledgedOnce, streamsAreWhole } from './store';
import { inOrderAndWhole } from './topics';
import { heardWhatTheTopicTold } from './webhooks';

/** Events of one case, in the order of the store. */
const stored = (count: number, type = 'custody.transferred', of = 'case-1'): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const made = event({ number: index }, { type });
    const metadata = { ...made.metadata, caseId: of, correlationId: `request-${index}` };
    return { ...made, metadata, stream: `custody-${of}`, revision: index, position: `${of}-${index}` as Position };
  });

describe('the topic', () => {
  const events = stored(5);
  const look = (...indexes: readonly number[]) => {
    const messages = indexes.map((index) => {
      const found = events[index];
      if (!found) throw new Error('There are five of them.');
      return { partition: 3, key: 'case-1', value: JSON.stringify(found.data), event: found };
    });
    return () => inOrderAndWhole(messages, events);
  };

  it('may have every event once, or some of the last ones once more', () => {
    for (const indexes of [
      [0, 1, 2, 3, 4],
      [0, 1, 2, 1, 2, 3, 4],
      [0, 1, 1, 1, 2, 3, 4],
      [0, 1, 2, 3, 4, 0, 1, 2, 3, 4],
    ])
      expect(look(...indexes)).not.toThrow();
  });

  it.each([
    ['lacks the last one', [0, 1, 2, 3]],
    ['lacks one', [0, 1, 3, 4]],
    ['has two in another order', [0, 2, 1, 3, 4]],
    ['has some once more, and not to the end', [0, 1, 2, 3, 1, 2, 4]],
    ['has some once more with a gap', [0, 1, 2, 3, 1, 3, 4]],
    ['goes back within what comes again', [0, 1, 2, 3, 1, 2, 1, 2, 3, 4]],
    ['ends within what comes again', [0, 1, 2, 3, 4, 2, 3]],
  ])('may not be as one that %s', (_, indexes) => expect(look(...indexes)).toThrow());

  it('may not have a case in two partitions, nor an event otherwise', () => {
    const [one] = stored(1);
    if (!one) throw new Error('There is one.');
    const message = { partition: 1, key: 'case-1', value: JSON.stringify(one.data), event: one };
    expect(() => inOrderAndWhole([message], [one])).not.toThrow();
    expect(() => inOrderAndWhole([message, { ...message, partition: 2 }], [one])).toThrow('two partitions');
    expect(() => inOrderAndWhole([{ ...message, value: '{}' }], [one])).toThrow();
    expect(() => inOrderAndWhole([{ ...message, key: 'case-2' }], [one])).toThrow();
  });
});

describe('the store', () => {
  const events = stored(3);
  const acknowledged = (index: number): Acknowledged => ({
    ...{ account: 'nobody', path: `/${index}`, body: {}, key: `request-${index}`, attempts: 1 },
    told: { status: 201, etag: null, position: `case-1-${index}`, location: null, body: {} },
  });
  const all = [0, 1, 2].map(acknowledged);

  it('has what was acknowledged, once, and nothing else', () => {
    expect(() => acknowledgedOnce(events, all)).not.toThrow();
    expect(() => acknowledgedOnce(events, [...all, acknowledged(3)])).toThrow('is not there');
    expect(() => acknowledgedOnce(events, all.slice(1))).toThrow('nobody was told');
    const twice = events.map((one) => ({ ...one, metadata: { ...one.metadata, correlationId: 'request-0' } }));
    expect(() => acknowledgedOnce(twice, [acknowledged(0)])).toThrow('written twice');
  });

  it('has streams without a gap, and each id once', () => {
    expect(() => streamsAreWhole(events)).not.toThrow();
    expect(() => streamsAreWhole(events.slice(1))).toThrow('a gap');
    expect(() => streamsAreWhole(events.map((one) => ({ ...one, id: 'same' })))).toThrow('twice');
  });
});

describe('alerts', () => {
  const alert = (what: string) => stored(1, `readiness.alert-${what}`);
  const [raised, cleared] = [alert('raised'), alert('cleared')];

  it('are raised where they do not stand, and cleared where they do', () => {
    expect(() => alertsAlternate([...raised, ...cleared, ...raised])).not.toThrow();
    expect(() => alertsAlternate([...raised, ...raised, ...cleared])).toThrow('raised twice');
    expect(() => alertsAlternate([...raised, ...cleared, ...cleared])).toThrow('did not stand');
  });
});

describe('what a council is told', () => {
  const notice = (sequence: number, type: Notice['type'], referralId = 'hers'): Notice => ({
    ...{ sequence, type, referralId, id: `notice-${sequence}`, council: 'E09000028', silenced: false },
  });
  const made = notice(1, 'council.referral-made');
  const moved = notice(2, 'council.release-changed');
  const ended = notice(3, 'council.agreement-withdrawn');
  const other = notice(4, 'council.release-changed', 'another woman’s');
  const late = notice(5, 'council.release-changed');
  const again = notice(6, 'council.agreement-given-again');
  const movedAgain = notice(7, 'council.release-changed');

  it('comes in order, and some of the last once more', () => {
    expect(() => inOrder([made, moved, made, moved, ended])).not.toThrow();
    // What was silenced meanwhile does not come again.
    const silenced = { ...moved, silenced: true };
    expect(() => inOrder([made, silenced, made, ended, other])).not.toThrow();
    expect(() => inOrder([made, silenced, ended, made, ended])).not.toThrow();
    expect(() => inOrder([moved, made])).toThrow('were missing');
    expect(() => inOrder([made, moved, made, ended])).toThrow('were missing');
    expect(() => inOrder([made, moved, ended, moved, made, ended])).toThrow('were missing');
    expect(() => inOrder([made, moved, ended, made])).toThrow('ended with');
  });

  it('is nothing more after she has withdrawn, until she agrees again', () => {
    expect(() => nothingAfterWithdrawal([made, moved, ended, other])).not.toThrow();
    expect(() => nothingAfterWithdrawal([made, ended, ended, again, movedAgain])).not.toThrow();
    expect(() => nothingAfterWithdrawal([made, ended, moved])).toThrow('after withdrawal');
    expect(() => nothingAfterWithdrawal([made, ended, late])).toThrow('after she had withdrawn');
    expect(() => nothingAfterWithdrawal([made, ended, late, again])).toThrow('after she had withdrawn');
  });

  describe('by webhook', () => {
    const address = 'http://gate.test/api/v1/housing/referrals';
    const heard = ({ id, type, referralId }: Notice, taken = true) => ({
      ...{ id, type, taken, detailUrl: `${address}/${referralId}` },
    });
    const look =
      (came: readonly ReturnType<typeof heard>[], notices = [made, moved, ended, again, movedAgain]) =>
      () =>
        heardWhatTheTopicTold(came, notices, notices);
    const all = [made, moved, ended, again, movedAgain].map((one) => heard(one));
    const [first, second, third] = [heard(made), heard(moved), heard(ended)];

    it('is what it is told on its topic, in any order, and more than once', () => {
      expect(look(all)).not.toThrow();
      expect(look([heard(made, false), heard(moved), ...all])).not.toThrow();
      expect(look([first, second, heard(again), heard(movedAgain), third])).not.toThrow();
      // What was silenced before it went one of the ways is not missed there.
      const silenced = { ...moved, silenced: true };
      expect(look([first, third], [made, silenced, ended])).not.toThrow();
      expect(look([first, heard(silenced, false), third], [made, silenced, ended])).not.toThrow();
    });

    it('is nothing that is missing there, or was never taken, nor anything else', () => {
      expect(look(all.slice(1))).toThrow('never taken');
      expect(look([heard(made, false), ...all.slice(1)])).toThrow('never taken');
      expect(look([...all, heard(late)])).toThrow('is not for it');
      expect(look([{ ...first, type: 'council.release-changed' }, ...all.slice(1)])).toThrow();
      expect(look([{ ...first, detailUrl: `${address}/another` }, ...all.slice(1)])).toThrow();
      const notices = [made, moved, ended, again, movedAgain];
      expect(() => heardWhatTheTopicTold(all, notices.slice(0, 4), notices)).toThrow('is not on the topic');
    });

    it('is nothing more after she has withdrawn, taken or not, until she agrees again', () => {
      const told = [made, moved, ended];
      expect(look([first, second, third, heard(moved, false)], told)).toThrow('after withdrawal');
      expect(look([first, second, third, heard(late)], [...told, late])).toThrow('after she had withdrawn');
    });
  });
});
