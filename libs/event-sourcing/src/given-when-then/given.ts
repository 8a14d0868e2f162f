import type { Decision, Evolution } from '../decisions/decider';
import type { DomainEvent } from '../events/event';

type ErrorClass = abstract new (...args: never[]) => Error;

interface Then<Event extends DomainEvent> {
  /** Exactly these events follow, in this order. */
  then(...expected: readonly Event[]): void;
  thenNothing(): void;
  thenRefused(error: ErrorClass, message?: RegExp): void;
}

interface When<State, Event extends DomainEvent> {
  when(decision: Decision<State, Event>): Then<Event>;
  /** The state that the given events lead to. */
  thenState(expected: State): void;
}

/**
 * Given events, when a decision is taken, then these events follow or it is refused.
 *
 *     const given = specification(dutyToRefer);
 *     given(drafted, agreedToReferral).when((state) => makeDutyToRefer(command, state, day)).then(dutyToReferMade({ … }));
 */
export const specification =
  <State, Event extends DomainEvent>({ initial, evolve }: Evolution<State, Event>) =>
  (...events: readonly Event[]): When<State, Event> => {
    const state = events.reduce(evolve, initial);
    return {
      thenState: (expected) => expect(state).toEqual(expected),
      when: (decision) => {
        const outcome = attempt(() => [decision(state)].flat() as readonly Event[]);
        return {
          then: (...expected) => expect(unwrap(outcome)).toEqual(expected),
          thenNothing: () => expect(unwrap(outcome)).toEqual([]),
          thenRefused: (error, message) => {
            expect(outcome).toEqual({ refused: expect.any(error) as unknown });
            if (message && 'refused' in outcome) expect(outcome.refused.message).toMatch(message);
          },
        };
      },
    };
  };

type Outcome<T> = { readonly decided: T } | { readonly refused: Error };

const attempt = <T>(decide: () => T): Outcome<T> => {
  try {
    return { decided: decide() };
  } catch (error) {
    if (error instanceof Error) return { refused: error };
    throw error;
  }
};

const unwrap = <T>(outcome: Outcome<T>): T => {
  if ('refused' in outcome) throw outcome.refused;
  return outcome.decided;
};
