import type { DomainEvent } from '../events/event';

/** How the state of a stream follows from its events. Pure. */
export interface Evolution<State, Event extends DomainEvent> {
  /** What is true before anything happened. */
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
}

/** What follows from a command, given the state: a closure over the command, the day and the limits. Pure; throws a `Refusal`. */
export type Decision<State, Event extends DomainEvent> = (state: State) => Event | readonly Event[];

/**
 * A command that cannot be done as things stand. Its message is a sentence the person who asked can act on.
 * The edge answers 409 with `code` as the problem type.
 */
export abstract class Refusal extends Error {
  /** Kebab-case, stable: callers may depend on it. */
  abstract readonly code: string;
  /** The field of the command that would have to change, if there is one. */
  readonly field?: string;
  /** The address of what stands in the way, if there is one. */
  readonly see?: string;
}

/** A command that can never be done, whatever the state: the edge answers 422 and names the field. */
export abstract class InvalidCommand extends Error {
  abstract readonly code: string;
  abstract readonly field: string;
}

/** The thing the command speaks of does not exist: the edge answers 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound';

  constructor(what: string) {
    super(`There is no such ${what}. Check the link, or search for her again.`);
  }
}
