import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WrongExpectedRevision, type Written } from '@ttg/event-sourcing';
import { registered } from '../person/person';
import { Persons } from '../person/persons';
import { mergeInto, type MergeRecords, oneOpenCase, takeOver } from './merge';
import { OpenCases } from './open-cases';

export class MergePersons extends Command<Written> {
  constructor(
    readonly merge: MergeRecords,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Two records, one step each: the removed one first, for it is the one that sends readers on. Repeated, it completes what was cut off. */
@CommandHandler(MergePersons)
export class MergePersonsHandler implements ICommandHandler<MergePersons> {
  constructor(
    private readonly persons: Persons,
    private readonly openCases: OpenCases,
  ) {}

  async execute({ merge, expected }: MergePersons): Promise<Written> {
    const kept = await this.persons.load(merge.personId);
    registered(kept.state);
    const removed = await this.persons.load(merge.removedPersonId);
    const isStale = expected !== undefined && expected !== kept.revision;
    // Before anything is written; a merge that was cut off is completed whatever was read before it.
    if (isStale && removed.state.status !== 'merged')
      throw new WrongExpectedRevision('person', expected, kept.revision);
    if (removed.state.status === 'registered') await this.refuseTwoOpenCases(merge);
    await this.persons.decide(merge.removedPersonId, mergeInto(merge));
    return this.persons.decide(merge.personId, takeOver(merge));
  }

  private async refuseTwoOpenCases({ personId, removedPersonId }: MergeRecords): Promise<void> {
    if (personId === removedPersonId) return;
    const [kept = [], removed = []] = await Promise.all(
      [personId, removedPersonId].map(async (id) => this.openCases.under(await this.persons.everyRecordOf(id))),
    );
    oneOpenCase(kept, removed);
  }
}
