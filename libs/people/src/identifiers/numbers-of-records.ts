import { Injectable } from '@nestjs/common';
import { recorded } from '../person/person';
import { type OpenIdentifier, Persons } from '../person/persons';
import { Reservations } from './reservations';

/** Keeps reservations in step with records. */
@Injectable()
export class NumbersOfRecords {
  constructor(
    private readonly persons: Persons,
    private readonly reservations: Reservations,
  ) {}

  /** Gives a number up, unless it stands on her record: a repeat may come late. */
  async giveUp(personId: string, { kind, value }: OpenIdentifier): Promise<void> {
    const { identifiers } = recorded((await this.persons.load(personId)).state);
    const standing = await this.persons.open(identifiers.filter(({ withdrawn }) => !withdrawn));
    if (standing.some((other) => other?.kind === kind && other.value === value)) return;
    await this.reservations.release({ kind, value }, personId);
  }
}
