import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { recorded } from './person';
import { PersonViews, type ShownPerson } from './person-views';
import { Persons } from './persons';

export interface PersonPage {
  readonly body: ShownPerson;
  readonly revision: number | undefined;
}

export class ShowPerson extends Query<PersonPage> {
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
    private readonly views: PersonViews,
  ) {}

  async execute({ personId, role }: ShowPerson): Promise<PersonPage> {
    const { state, revision } = await this.persons.load(personId);
    return { body: await this.views.whole(recorded(state), role), revision };
  }
}
