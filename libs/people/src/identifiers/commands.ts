import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { registered } from '../person/person';
import { type OpenIdentifier, Persons } from '../person/persons';
import { addIdentifier, withdrawIdentifier, type WithdrawIdentifier } from './identifiers';
import { NumbersOfRecords } from './numbers-of-records';
import { IdentifierTaken, RegistrationCutOff } from './reservation';
import { Reservations } from './reservations';

export class AddIdentifier extends Command<Written> {
  constructor(
    readonly personId: string,
    readonly identifier: OpenIdentifier,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Reserves the number, then writes it to her record. */
@CommandHandler(AddIdentifier)
export class AddIdentifierHandler implements ICommandHandler<AddIdentifier> {
  constructor(
    private readonly persons: Persons,
    private readonly reservations: Reservations,
    private readonly numbers: NumbersOfRecords,
  ) {}

  async execute({ personId, identifier, expected }: AddIdentifier): Promise<Written> {
    const { state } = await this.persons.load(personId);
    const inClear = await this.persons.open(registered(state).identifiers);
    await this.reserve(identifier, personId);
    try {
      return await this.persons.decide(personId, addIdentifier(identifier, inClear), expected);
    } catch (error) {
      await this.numbers.giveUp(personId, identifier);
      throw error;
    }
  }

  /** A record that was merged into hers holds the number for her; one that was erased gives it up. */
  private async reserve(identifier: OpenIdentifier, personId: string): Promise<void> {
    const holder = await this.reservations.holderOf(identifier);
    if (holder === undefined || holder === personId) return this.reservations.reserve(identifier, personId);
    const kept = await this.persons.kept(holder);
    if (kept.state.status === 'unknown') throw new RegistrationCutOff(identifier.kind);
    const isHers = kept.personId === personId || kept.state.status === 'erased';
    if (!isHers) throw new IdentifierTaken(identifier.kind, kept.personId);
    return this.reservations.reserve(identifier, personId, holder);
  }
}

export class WithdrawIdentifierOf extends Command<Written> {
  constructor(
    readonly personId: string,
    readonly withdrawal: WithdrawIdentifier,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Writes it to her record, then gives the number up. */
@CommandHandler(WithdrawIdentifierOf)
export class WithdrawIdentifierOfHandler implements ICommandHandler<WithdrawIdentifierOf> {
  constructor(
    private readonly persons: Persons,
    private readonly numbers: NumbersOfRecords,
  ) {}

  async execute({ personId, withdrawal, expected }: WithdrawIdentifierOf): Promise<Written> {
    const { state } = await this.persons.load(personId);
    const inClear = await this.persons.open(registered(state).identifiers);
    const written = await this.persons.decide(personId, withdrawIdentifier(withdrawal, inClear), expected);
    await this.numbers.giveUp(personId, withdrawal);
    return written;
  }
}
