import { Module } from '@nestjs/common';
import { custodyEvents } from '@ttg/custody/events';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { CorrectionsApi } from './corrections/api';
import { CorrectDetailsOfHandler } from './corrections/commands';
import { ErasureApi } from './erasure/api';
import { EraseHerDataHandler } from './erasure/commands';
import { peopleEvents } from './events';
import { IdentifiersApi } from './identifiers/api';
import { AddIdentifierHandler, WithdrawIdentifierOfHandler } from './identifiers/commands';
import { NumbersOfRecords } from './identifiers/numbers-of-records';
import { Reservations } from './identifiers/reservations';
import { MergesApi } from './merging/api';
import { MergePersonsHandler } from './merging/commands';
import { OpenCases } from './merging/open-cases';
import { PersonApi } from './person/api';
import { PersonViews } from './person/person-views';
import { Persons } from './person/persons';
import { ShowPersonHandler } from './person/show-person';
import { RegistrationApi } from './registration/api';
import { RegisterWomanHandler } from './registration/commands';
import { SearchApi } from './search/api';
import { FindPersonsHandler } from './search/find-persons';
import { NameIndex } from './search/name-index';
import { PersonsToFind } from './search/persons.projection';

const handlers = [
  RegisterWomanHandler,
  AddIdentifierHandler,
  WithdrawIdentifierOfHandler,
  CorrectDetailsOfHandler,
  MergePersonsHandler,
  EraseHerDataHandler,
  ShowPersonHandler,
  FindPersonsHandler,
];

/** Who she is. Nothing here belongs to a case; that one is open is known by the events of `custody`. */
@Module({
  imports: [
    EventSourcingModule.forFeature({ events: { ...peopleEvents, ...custodyEvents }, projections: [PersonsToFind] }),
  ],
  controllers: [SearchApi, RegistrationApi, PersonApi, IdentifiersApi, CorrectionsApi, MergesApi, ErasureApi],
  providers: [Persons, PersonViews, Reservations, NumbersOfRecords, OpenCases, NameIndex, ...handlers],
})
export class PeopleModule {}
