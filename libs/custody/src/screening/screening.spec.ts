import { Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { caseId, day, left, received, screened, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { HasLeft } from '../case/refusals';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { findings } from './findings';
import { AlreadyScreened, completeScreening, NotScreenedYet, repeatScreening } from './screening';
import { screeningRepeated } from '../events';

const given = specification(custodyCase);
const first = { screenedOn: day('2027-01-12'), inPrivate: false };
const again = {
  screenedOn: day('2027-01-13'),
  inPrivate: true,
  herWords: 'It is not safe there.',
  home: { safe: 'no' as const },
};

describe('a woman who was received', () => {
  it('is screened once', () => {
    given(received).when(completeScreening(first, today)).then(screened);
    given(received, screened).when(completeScreening(first, today)).thenRefused(AlreadyScreened);
  });

  it('is asked again only after a first time, and not before it', () => {
    given(received).when(repeatScreening(again, today)).thenRefused(NotScreenedYet);
    const tooEarly = { ...again, screenedOn: day('2027-01-11') };
    given(received, screened).when(repeatScreening(tooEarly, today)).thenRefused(DateTooEarly);
  });

  it('keeps what she says sealed, and what follows from it plain', () =>
    given(received, screened)
      .when(repeatScreening(again, today))
      .then(
        screeningRepeated({
          ...{ caseId, screenedOn: again.screenedOn, inPrivate: true, herWords: Personal.of(again.herWords) },
          findings: findings({ inPrivate: true, home: { safe: 'no' } }),
        }),
      ));

  it('is not screened before she came, nor tomorrow', () => {
    given(received)
      .when(completeScreening({ ...first, screenedOn: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly);
    given(received)
      .when(completeScreening({ ...first, screenedOn: day('2027-03-25') }, today))
      .thenRefused(DateToCome);
  });

  it('is not screened after she left', () =>
    given(received, left).when(completeScreening(first, today)).thenRefused(HasLeft));
});
