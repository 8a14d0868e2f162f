import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Reservations } from '../identifiers/reservations';
import { type FoundPerson, PersonViews } from '../person/person-views';
import { type OpenIdentifier, Persons } from '../person/persons';
import { NameIndex } from './name-index';

/** More than anyone reads through: a longer search is the better one. */
const most = 20;

export type Wanted = { readonly name: string } | OpenIdentifier;

export class FindPersons extends Query<readonly FoundPerson[]> {
  constructor(readonly wanted: Wanted) {
    super();
  }
}

/** By number through its keyed hash, by name through the index in memory. Merged records lead to the one that is kept. */
@QueryHandler(FindPersons)
export class FindPersonsHandler implements IQueryHandler<FindPersons> {
  constructor(
    private readonly index: NameIndex,
    private readonly reservations: Reservations,
    private readonly persons: Persons,
    private readonly views: PersonViews,
  ) {}

  async execute({ wanted }: FindPersons): Promise<readonly FoundPerson[]> {
    const ids = 'name' in wanted ? await this.index.find(wanted.name, most) : await this.holderOf(wanted);
    const found = await Promise.all(ids.map((id) => this.show(id)));
    return found.filter((person) => person !== undefined);
  }

  private async holderOf(identifier: OpenIdentifier): Promise<readonly string[]> {
    const holder = await this.reservations.holderOf(identifier);
    return holder === undefined ? [] : [holder];
  }

  private async show(id: string): Promise<FoundPerson | undefined> {
    const { state } = await this.persons.kept(id);
    return state.status === 'registered' ? this.views.brief(state) : undefined;
  }
}
