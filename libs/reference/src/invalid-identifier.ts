import { InvalidCommand } from '@ttg/event-sourcing/decisions/decider';

/**
 * An identifier that cannot be one. The message names the fix and never repeats what was written: identifiers are
 * sealed personal data, and errors reach logs.
 */
export class InvalidIdentifier extends InvalidCommand {
  readonly code = 'invalid-identifier';

  constructor(
    readonly field: string,
    /** What to write instead, as a sentence. */
    readonly fix: string,
  ) {
    super(fix);
    this.name = 'InvalidIdentifier';
  }
}
