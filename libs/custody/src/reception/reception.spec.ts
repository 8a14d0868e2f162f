import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { bronzefield, caseId, day, onThe, personId, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { DateToCome, DateTooFarOff } from '../on-that-day';
import { AlreadyReceived, BeforeBirth, receiveWoman, RecalledIsRecalled, type ReceiveWoman } from './reception';

const given = specification(custodyCase);
const reception: ReceiveWoman = {
  prison: bronzefield,
  receivedOn: day('2027-01-11'),
  from: 'court',
  legalStatus: 'remand',
};
const woman = { caseId, personId, synthetic: true };

describe('a case that was not opened', () => {
  it('begins when she is received', () =>
    given()
      .when(receiveWoman(reception, woman, today))
      .then(received));

  it('takes no reception that is still to come, and takes one of today', () => {
    given()
      .when(receiveWoman(reception, woman, onThe('2027-01-10')))
      .thenRefused(DateToCome);
    given()
      .when(receiveWoman(reception, woman, onThe('2027-01-11')))
      .then(received);
  });

  it('takes no reception more than sixty years back', () => {
    const back = (text: string) => receiveWoman({ ...reception, receivedOn: day(text) }, woman, today);
    given().when(back('1967-03-23')).thenRefused(DateTooFarOff);
    expect(back('1967-03-24')(custodyCase.initial)).toMatchObject({ data: { receivedOn: '1967-03-24' } });
  });

  it('takes no reception before she was born, and does not say when that was', () => {
    const born = { ...woman, bornOn: day('2027-01-12') };
    given()
      .when(receiveWoman(reception, born, today))
      .thenRefused(BeforeBirth, /^(?!.*\d{4})/);
  });

  it('takes a woman on recall as recalled, and as nothing else', () => {
    const recall = { ...reception, from: 'recall' as const };
    given()
      .when(receiveWoman(recall, woman, today))
      .thenRefused(RecalledIsRecalled);
    const recalled = { ...recall, legalStatus: 'recalled' as const };
    expect(receiveWoman(recalled, woman, today)(custodyCase.initial)).toMatchObject({ data: { from: 'recall' } });
  });
});

describe('an open case', () => {
  it('is not opened twice', () =>
    given(received)
      .when(receiveWoman(reception, woman, today))
      .thenRefused(AlreadyReceived));
});
