import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Vault, type Written } from '@ttg/event-sourcing';
import { Reservations } from '../identifiers/reservations';
import { recorded } from '../person/person';
import { Persons } from '../person/persons';
import { erasePersonalData, type ErasePersonalData } from './erasure';

export class EraseHerData extends Command<Written> {
  constructor(
    readonly personId: string,
    readonly erasure: ErasePersonalData,
    readonly expected?: number,
  ) {
    super();
  }
}

/** The event first, then her numbers are given up, then the keys are destroyed: hers, and those of every record that was merged into hers. */
@CommandHandler(EraseHerData)
export class EraseHerDataHandler implements ICommandHandler<EraseHerData> {
  constructor(
    private readonly persons: Persons,
    private readonly reservations: Reservations,
    private readonly vault: Vault,
  ) {}

  async execute({ personId, erasure, expected }: EraseHerData): Promise<Written> {
    const { mergedRecords } = recorded((await this.persons.load(personId)).state);
    const written = await this.persons.decide(personId, erasePersonalData(erasure), expected);
    await this.destroy(personId);
    for (const record of mergedRecords) await this.eraseMerged(record, erasure);
    return written;
  }

  private async eraseMerged(personId: string, erasure: ErasePersonalData): Promise<void> {
    const { state } = await this.persons.load(personId);
    if (state.status === 'unknown') return;
    await this.persons.decide(personId, erasePersonalData(erasure));
    await this.destroy(personId);
    for (const record of state.mergedRecords) await this.eraseMerged(record, erasure);
  }

  /** Her numbers must be read before the keys are gone; where they are gone, there is nothing left to give up. */
  private async destroy(personId: string): Promise<void> {
    const { state } = await this.persons.load(personId);
    if (state.status === 'unknown') return;
    const identifiers = await this.persons.open(state.identifiers);
    for (const identifier of identifiers) if (identifier) await this.reservations.release(identifier, personId);
    await this.vault.destroyKeys(personId);
  }
}
