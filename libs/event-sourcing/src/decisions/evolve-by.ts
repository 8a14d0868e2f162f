import type { DomainEvent } from '../events/event';

/** What each event does to the state, by its type. One that is forgotten does not compile. */
export type Evolvers<State, Event extends DomainEvent> = {
  readonly [Type in Event['type']]: (state: State, data: Extract<Event, { readonly type: Type }>['data']) => State;
};

/** Makes `evolve` of a table of small functions, where a switch over all events would be too long to read. */
export const evolveBy =
  <State, Event extends DomainEvent>(evolvers: Evolvers<State, Event>) =>
  (state: State, event: Event): State => {
    const { type, data }: { type: Event['type']; data: Event['data'] } = event;
    const evolve: (state: State, data: Event['data']) => State = evolvers[type];
    return evolve(state, data);
  };
