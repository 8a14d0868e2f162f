import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '@ttg/calendar';
import type { Written } from '@ttg/event-sourcing';
import { IdentifierTaken, RegistrationCutOff } from '../identifiers/reservation';
import { Reservations } from '../identifiers/reservations';
import { person } from '../person/person';
import { type OpenIdentifier, Persons } from '../person/persons';
import { identifiersOf, registerPerson, type RegisterPerson } from './registration';

export interface RegisteredPerson {
  readonly personId: string;
  readonly written: Written;
}

export class RegisterWoman extends Command<RegisteredPerson> {
  constructor(
    /** Her id, unless a registration of hers was cut off: that one is completed under its own. */
    readonly personId: string,
    readonly registration: RegisterPerson,
  ) {
    super();
  }
}

/** How an identifier stands before she is registered. */
type Standing =
  | { readonly is: 'free' }
  | { readonly is: 'begun'; readonly by: string }
  | { readonly is: 'left-over'; readonly from: string };

/** Reserves her numbers, then registers her. What is cut off between the two is completed by whoever registers her next. */
@CommandHandler(RegisterWoman)
export class RegisterWomanHandler implements ICommandHandler<RegisterWoman> {
  constructor(
    private readonly persons: Persons,
    private readonly reservations: Reservations,
    private readonly clock: Clock,
  ) {}

  async execute({ personId: newId, registration }: RegisterWoman): Promise<RegisteredPerson> {
    const today = this.clock.today();
    // Refused before a number is held.
    registerPerson(registration, newId, today)(person.initial);
    const identifiers = identifiersOf(registration);
    const standings = await Promise.all(identifiers.map((identifier) => this.standing(identifier, newId)));
    const personId = idOf(standings, identifiers, newId);
    for (const [index, identifier] of identifiers.entries()) {
      const standing = standings[index];
      await this.reservations.reserve(identifier, personId, standing?.is === 'left-over' ? standing.from : undefined);
    }
    const written = await this.persons.decide(personId, registerPerson(registration, personId, today));
    return { personId, written };
  }

  /** @throws IdentifierTaken when it is another woman's. */
  private async standing(identifier: OpenIdentifier, newId: string): Promise<Standing> {
    const holder = await this.reservations.holderOf(identifier);
    if (holder === undefined || holder === newId) return { is: 'free' };
    const { personId, state } = await this.persons.kept(holder);
    if (state.status === 'unknown') return { is: 'begun', by: holder };
    if (state.status === 'erased') return { is: 'left-over', from: holder };
    throw new IdentifierTaken(identifier.kind, personId);
  }
}

/** @throws RegistrationCutOff when two of her numbers belong to two registrations that were cut off. */
const idOf = (standings: readonly Standing[], identifiers: readonly OpenIdentifier[], newId: string): string => {
  let begun: string | undefined;
  for (const [index, standing] of standings.entries()) {
    if (standing.is !== 'begun') continue;
    if (begun !== undefined && begun !== standing.by) throw new RegistrationCutOff(identifiers[index]?.kind ?? 'crn');
    begun = standing.by;
  }
  return begun ?? newId;
};
