import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { shown, type Shown, Vault } from '@ttg/event-sourcing';
import type { IdentifierKind, Names } from '../events';
import { linkTo, type Person, recorded } from './person';
import { Persons } from './persons';

/** A record in a list of what was found. */
export interface FoundPerson {
  readonly personId: string;
  readonly names: Shown<Names> | undefined;
  readonly dateOfBirth: unknown;
  readonly prisonNumbers: readonly string[];
  readonly link: string;
}

export class ShowPerson extends Query<{ readonly body: object; readonly revision: number | undefined }> {
  constructor(
    readonly personId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@QueryHandler(ShowPerson)
export class ShowPersonHandler implements IQueryHandler<ShowPerson> {
  constructor(
    private readonly persons: Persons,
    private readonly vault: Vault,
  ) {}

  async execute({ personId, role }: ShowPerson) {
    const { state, revision } = await this.persons.load(personId);
    const { details, synthetic, mergedRecords, status } = recorded(state);
    const numbers = await this.numbers(state);
    const body = {
      personId,
      status,
      names: await shown(this.vault, details.names),
      dateOfBirth: (await shown(this.vault, details['date-of-birth'])) ?? undefined,
      ethnicity: await shown(this.vault, details.ethnicity, maySeeEthnicity(role)),
      communication: await shown(this.vault, details.communication),
      prisonNumbers: numbers('prison-number'),
      crns: numbers('crn'),
      nhsNumbers: role === 'prison-healthcare' ? numbers('nhs-number') : undefined,
      synthetic,
      mergedRecords,
    };
    return { body, revision };
  }

  /** @returns nothing for a record that is not hers any more. */
  async summary(personId: string): Promise<FoundPerson | undefined> {
    const { state } = await this.persons.load(personId);
    if (state.status !== 'registered') return undefined;
    const { names, 'date-of-birth': dateOfBirth } = state.details;
    return {
      personId,
      names: await shown(this.vault, names),
      dateOfBirth: (await shown(this.vault, dateOfBirth)) ?? undefined,
      prisonNumbers: (await this.numbers(state))('prison-number'),
      link: linkTo(personId),
    };
  }
}
