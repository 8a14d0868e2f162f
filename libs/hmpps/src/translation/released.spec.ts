import type { IsoInstant } from '@ttg/event-sourcing';
import { at, day, doing, first, gone, inside, noCase, out, record, releasedNotice, stay } from '../testing/known';
import { nothing, waits } from './outcome';
import { released } from './released';

const release = { on: '2027-03-24', from: 'prison', toAccommodation: 'not-known' };

describe('a woman in custody', () => {
  it('is released: where she goes is for a person to say', () =>
    expect(released(releasedNotice(), inside, gone, first)).toEqual(doing({ do: 'release', caseId: 'case', release })));

  it.each([
    'SENT_TO_COURT',
    'TRANSFERRED',
    'TEMPORARY_ABSENCE_RELEASE',
    'RELEASED_TO_HOSPITAL',
    'UNKNOWN',
    'SOMETHING_NEW',
  ])('is not released by %s', (reason) =>
    expect(released(releasedNotice({ reason }), inside, gone, first)).toEqual(nothing('not-a-release')),
  );

  it('is not released to a secure hospital, whatever the reason is called', () => {
    const notice = releasedNotice({ movementReasonCode: 'HP' });
    expect(released(notice, inside, gone, first)).toEqual(nothing('not-a-release'));
    const patient = { ...gone, restrictedPatient: true };
    expect(released(releasedNotice(), inside, patient, first)).toEqual(nothing('not-a-release'));
  });

  it.each(['ESCP', 'UAL', 'UAL_ECL'])('is not released where she is unlawfully at large: %s', (movementReasonCode) =>
    expect(released(releasedNotice({ movementReasonCode }), inside, gone, first)).toEqual(
      nothing('unlawfully-at-large'),
    ),
  );

  it('who died is not released: her case is closed', () => {
    const closed = doing({ do: 'close', caseId: 'case', closing: { on: '2027-03-24', reason: 'died' } });
    expect(released(releasedNotice({ movementReasonCode: 'DEC' }), inside, gone, first)).toEqual(closed);
    const dead = { ...gone, lastMovement: { type: 'REL', reason: 'DEC', on: day('2027-03-24') } };
    expect(released(releasedNotice(), inside, dead, first)).toEqual(closed);
  });

  it('is not let out by a release from before she came', () => {
    const early = releasedNotice({ at: at('2027-02-28T10:00:00Z') });
    expect(released(early, inside, record, first)).toEqual(nothing('overtaken'));
    const sameDay = releasedNotice({ at: at('2027-03-01T08:00:00Z') });
    expect(released(sameDay, inside, record, { lastMovement: at('2027-03-01T12:00:00Z') })).toEqual(
      nothing('overtaken'),
    );
    expect(released(sameDay, inside, record, first)).toEqual(nothing('overtaken'));
  });

  it('is not let out by what was told before somebody recorded that she had not left', () => {
    const said = { ...inside, openCase: { ...stay, insideAsOf: '2027-03-24T11:00:00Z' as IsoInstant } };
    expect(released(releasedNotice(), said, gone, first)).toEqual(nothing('overtaken'));
    const later = releasedNotice({ at: at('2027-03-24T15:00:00Z') });
    expect(released(later, said, gone, first)).toMatchObject({ steps: [{ do: 'release' }] });
  });

  it('is released on the day she came, where she was let go the same day', () => {
    const sameDay = releasedNotice({ at: at('2027-03-01T18:00:00Z') });
    const goneThen = { ...gone, lastMovement: { type: 'REL', reason: 'CR', on: day('2027-03-01') } };
    expect(released(sameDay, inside, goneThen, first)).toMatchObject({ steps: [{ do: 'release' }] });
  });

  it('is released from where she was, though nobody has told that she moved there', () =>
    expect(released(releasedNotice({ prison: 'DWI' }), inside, gone, first)).toEqual(
      doing(
        { do: 'move', caseId: 'case', move: { to: 'DWI', on: '2027-03-24' } },
        { do: 'release', caseId: 'case', release },
      ),
    ));

  it('is not released from a prison that is none of ours', () =>
    expect(released(releasedNotice({ prison: 'SWI' }), inside, gone, first)).toEqual(nothing('another-prison')));

  it.each(['OUT', undefined])('is released also where the event names the prison as %s', (prison) =>
    expect(released(releasedNotice({ prison }), inside, gone, first)).toMatchObject({ steps: [{ do: 'release' }] }),
  );
});

describe('a reception that was taken back', () => {
  const never = {
    ...gone,
    lastMovement: { type: 'REL', reason: 'CR', on: day('2025-06-01') },
    receptionDate: day('2025-01-01'),
  };

  it.each(['RELEASED', 'UNKNOWN'])('closes the case it opened, and is no release: %s', (reason) =>
    expect(released(releasedNotice({ reason }), inside, never, first)).toEqual(
      doing({ do: 'close', caseId: 'case', closing: { on: '2027-03-24', reason: 'opened-in-error' } }),
    ),
  );

  it('is for a person to look at, where others have written to the case', () => {
    const touched = { ...inside, openCase: { ...stay, untouched: false } };
    expect(released(releasedNotice(), touched, never, first)).toEqual(waits('reception-taken-back'));
  });

  it('is not believed of her record alone where it does not say when she last moved', () => {
    const silent = { ...never, lastMovement: { type: 'REL', reason: 'CR' } };
    expect(released(releasedNotice(), inside, silent, first)).toMatchObject({ steps: [{ do: 'release' }] });
  });
});

describe('a woman who is not inside here', () => {
  it('is known to have left', () =>
    expect(released(releasedNotice(), out, gone, first)).toEqual(nothing('known-already')));

  it('is waited for: her reception may come yet', () => {
    expect(released(releasedNotice(), undefined, undefined, first)).toEqual(waits('not-received-yet'));
    expect(released(releasedNotice(), noCase, undefined, first)).toEqual(waits('not-received-yet'));
  });

  it('is not waited for by a trip to court', () =>
    expect(released(releasedNotice({ reason: 'SENT_TO_COURT' }), undefined, undefined, first)).toEqual(
      nothing('not-a-release'),
    ));
});
