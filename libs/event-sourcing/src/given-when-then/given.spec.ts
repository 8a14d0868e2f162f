import type { Decision, Evolution } from '../decisions/decider';
import { Refusal } from '../decisions/decider';
import { defineEvent, type EventOf } from '../events/event';
import { specification } from './given';

const opened = defineEvent<{ at: number }>()('gate.opened');
const closed = defineEvent()('gate.closed');
type GateEvent = EventOf<typeof opened> | EventOf<typeof closed>;

const gate: Evolution<'open' | 'closed', GateEvent> = {
  initial: 'closed',
  evolve: (_, { type }) => (type === 'gate.opened' ? 'open' : 'closed'),
};

class AlreadyOpen extends Refusal {
  readonly code = 'already-open';
}
class Unforeseen extends Error {}

const open =
  (at: number): Decision<'open' | 'closed', GateEvent> =>
  (state) => {
    if (state === 'open') throw new AlreadyOpen('The gate is open.');
    return opened({ at });
  };

const given = specification(gate);

describe('a specification of a decider', () => {
  it('holds where the events follow, or the refusal', () => {
    given()
      .when(open(9))
      .then(opened({ at: 9 }));
    given(opened({ at: 9 }), closed({}))
      .when(open(10))
      .then(opened({ at: 10 }));
    given(opened({ at: 9 }))
      .when(open(10))
      .thenRefused(AlreadyOpen, /open/);
    given(opened({ at: 9 }))
      .when(() => [])
      .thenNothing();
    given(opened({ at: 9 })).thenState('open');
  });

  it.each([
    [
      'other data',
      () =>
        given()
          .when(open(9))
          .then(opened({ at: 10 })),
    ],
    ['other events', () => given().when(open(9)).then(closed({}))],
    ['more events', () => given().when(open(9)).thenNothing()],
    [
      'fewer events',
      () =>
        given()
          .when(open(9))
          .then(opened({ at: 9 }), closed({})),
    ],
    ['no refusal', () => given().when(open(9)).thenRefused(AlreadyOpen)],
    [
      'another refusal',
      () =>
        given(opened({ at: 9 }))
          .when(open(9))
          .thenRefused(Unforeseen),
    ],
    [
      'other words',
      () =>
        given(opened({ at: 9 }))
          .when(open(9))
          .thenRefused(AlreadyOpen, /closed/),
    ],
    [
      'a refusal where events are expected',
      () =>
        given(opened({ at: 9 }))
          .when(open(9))
          .then(opened({ at: 9 })),
    ],
    ['another state', () => given(opened({ at: 9 })).thenState('closed')],
  ])('fails on %s', (_, claim) => {
    expect(claim).toThrow();
  });
});
