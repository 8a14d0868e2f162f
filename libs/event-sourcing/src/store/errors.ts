import type { ExpectedRevision } from './event-store';

/** The stream was not where the writer believed it to be. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** The revision of the last event, or nothing where there is no such stream. */
    readonly actual: number | undefined,
  ) {
    super(
      `${stream} was expected at revision ${expected} and is at ${actual ?? 'no revision: it does not exist'}. Read it again, then decide again.`,
    );
  }
}

/** An event id of this append was used before, for something else. */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';

  constructor(readonly eventId: string) {
    super(`Event id ${eventId} was used before, for another append. Give new events new ids.`);
  }
}

/** What is known of an append that was not answered as it should be. */
export type WhetherWritten = 'no' | 'unknown' | 'yes';

const whatIsKnown: Readonly<Record<WhetherWritten, string>> = {
  no: 'The event store could not be reached; nothing was written. Try again.',
  unknown:
    'The connection was lost before the answer came. Repeat the append with the same event ids: it is written once.',
  yes: 'It is written, but the event store could not be asked where. Repeat the append with the same event ids: it is written once.',
};

/** The store could not be reached, or its answer was lost. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';

  constructor(
    readonly written: WhetherWritten,
    options?: ErrorOptions,
  ) {
    super(whatIsKnown[written], options);
  }
}

/** An append that no store could keep faithfully: its writer has a defect. */
export class EventNotStorable extends Error {
  override readonly name = 'EventNotStorable';

  constructor(
    readonly stream: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The append to ${JSON.stringify(stream)} cannot be stored: ${reason}`, options);
  }
}

/** A reading that no store could carry out, whatever stands in it: its reader has a defect. */
export class InvalidRead extends Error {
  override readonly name = 'InvalidRead';

  constructor(what: string) {
    super(`Events cannot be read ${what}`);
  }
}
