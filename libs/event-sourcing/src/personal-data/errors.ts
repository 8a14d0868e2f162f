import { StartFailure } from '../embedded-postgres/start-failure';
import type { Compartment, SealBinding } from './personal';

/** A sealed value that does not open where it stands: changed, moved from where it was written, or under an unknown key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(
    readonly binding: SealBinding,
    readonly reason: 'does-not-open' | 'unknown-key',
  ) {
    super(
      `${binding.field} of event ${binding.eventId} does not open: ` +
        (reason === 'unknown-key'
          ? 'the keyring does not know its key. Restore the keyring that belongs to these events.'
          : 'it was changed or moved, or its key is another. Verify the store.'),
    );
  }
}

/** Her keys were destroyed: nothing personal is written about her again. */
export class PersonErased extends Error {
  override readonly name = 'PersonErased';

  constructor(
    readonly personId: string,
    readonly compartment: Compartment,
  ) {
    super(
      'Her personal data was erased, so nothing new can be recorded in its place. Register her again if she returns.',
    );
  }
}

/** Personal data where it would have been written in clear, or sealed data put where it may not go. A fault of the programme. */
export class PersonalDataInTheClear extends Error {
  override readonly name = 'PersonalDataInTheClear';

  constructor(
    readonly eventType: string,
    readonly path: string,
    message: string,
  ) {
    super(`${eventType}: ${path} ${message}`);
  }
}

/** What is wrong with the secrets this process was given, as one sentence that says what to do. It holds no secret. */
export class KeyFault extends StartFailure {}
