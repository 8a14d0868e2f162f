import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { day, names, personId, prisonNumber, registered, today } from '../person/fixtures';
import { person } from '../person/person';
import { AlreadyRegistered, identifiersOf, ImpossibleBirth, NumberNeeded, registerPerson } from './registration';

const given = specification(person);
const command = { names, prisonNumber: prisonNumber.value, synthetic: true };
const born = (text: string) => registerPerson({ ...command, dateOfBirth: day(text) }, personId, today);

describe('a woman nobody knows', () => {
  it('is registered, and all that is hers stays sealed', () =>
    given()
      .when(registerPerson(command, personId, today))
      .then(registered));
  it('is not registered without a prison number or a CRN', () =>
    given()
      .when(registerPerson({ names, nhsNumber: '9434765919', synthetic: true }, personId, today))
      .thenRefused(NumberNeeded));
  it('was not born tomorrow, nor less than ten or more than 120 years ago; the message does not say when', () => {
    given()
      .when(born('2027-03-25'))
      .thenRefused(ImpossibleBirth, /^(?!.*2027)/);
    given().when(born('2017-03-25')).thenRefused(ImpossibleBirth);
    given().when(born('1907-03-23')).thenRefused(ImpossibleBirth);
    expect(born('2017-03-24')(person.initial)).toMatchObject({ type: 'people.person-registered' });
    expect(born('1907-03-24')(person.initial)).toMatchObject({ type: 'people.person-registered' });
  });
  it('is told by her prison number first', () =>
    expect(identifiersOf({ ...command, crn: 'X123456' }).map(({ kind }) => kind)).toEqual(['prison-number', 'crn']));
});

describe('a registered woman', () => {
  it('is not registered twice', () =>
    given(registered)
      .when(registerPerson(command, personId, today))
      .thenRefused(AlreadyRegistered, new RegExp(personId)));
});
