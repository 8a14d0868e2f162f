import {
  at,
  day,
  doing,
  downview,
  first,
  gone,
  inside,
  noCase,
  out,
  receivedNotice,
  record,
  stay,
} from '../testing/known';
import { nothing, waits } from './outcome';
import { received } from './received';

const reception = { prison: 'BZI', receivedOn: '2027-03-24', legalStatus: 'remand', from: 'court' };

describe('a woman nobody knows here', () => {
  it('is registered by her record, then received', () =>
    expect(received(receivedNotice(), undefined, record, first)).toEqual(
      doing(
        {
          do: 'register',
          registration: {
            ...{ prisonNumber: 'A4092EA', names: record.names, dateOfBirth: '1990-04-01', synthetic: false },
          },
        },
        { do: 'receive', reception },
      ),
    ));

  it('who comes from another prison has been inside since her record says', () => {
    const before = { ...record, receptionDate: day('2026-11-02') };
    const outcome = received(receivedNotice({ reason: 'TRANSFERRED' }), undefined, before, first);
    expect(outcome).toMatchObject({ steps: [{}, { reception: { from: 'transfer', receivedOn: '2026-11-02' } }] });
  });

  it('is none of ours in a prison for men', () =>
    expect(received(receivedNotice({ prison: 'SWI' }), undefined, record, first)).toEqual(nothing('another-prison')));
});

describe('a woman without an open case', () => {
  const when = (changed: object, told: object = {}) =>
    received(receivedNotice(told), noCase, { ...record, ...changed }, first);

  it.each(['ADMISSION', 'NEW_ADMISSION', 'READMISSION', 'READMISSION_SWITCH_BOOKING', 'POST_MERGE_ADMISSION'])(
    'is received, whatever the admission is called: %s',
    (reason) => expect(when({}, { reason })).toEqual(doing({ do: 'receive', personId: 'person', reception })),
  );

  it.each(['RETURN_FROM_COURT', 'TEMPORARY_ABSENCE_RETURN'])(
    'is received where she came back from a day outside and nobody had told of her before: %s',
    (reason) =>
      expect(when({}, { reason })).toMatchObject({ steps: [{ do: 'receive', reception: { from: 'other' } }] }),
  );

  it('is received on recall by her record, not by the word of one event', () => {
    expect(when({ legalStatus: 'recalled' })).toMatchObject({
      steps: [{ reception: { from: 'recall', legalStatus: 'recalled' } }],
    });
    expect(when({ legalStatus: 'sentenced' }, { reason: 'READMISSION' })).toMatchObject({
      steps: [{ reception: { from: 'court', legalStatus: 'sentenced' } }],
    });
  });

  it('was received on the day her record says where it was typed in late, and on this one where the booking is an old one', () => {
    expect(when({ receptionDate: day('2027-03-22') })).toMatchObject({
      steps: [{ reception: { receivedOn: '2027-03-22' } }],
    });
    expect(when({ receptionDate: day('2025-01-01') })).toMatchObject({
      steps: [{ reception: { receivedOn: '2027-03-24' } }],
    });
  });

  it('waits where HMPPS does not say on what footing she is held', () =>
    expect(when({ legalStatus: undefined })).toEqual(waits('legal-status-not-known')));

  it('was received on the London day of the event, also after eleven at night in summer', () => {
    const summer = { at: at('2027-06-30T23:30:00Z') };
    expect(when({ receptionDate: undefined }, summer)).toMatchObject({
      steps: [{ reception: { receivedOn: '2027-07-01' } }],
    });
  });
});

describe('a woman in custody', () => {
  it('is known to be there: the same is told more than once', () =>
    expect(received(receivedNotice(), inside, record, first)).toEqual(nothing('known-already')));

  it.each(['TRANSFERRED', 'RETURN_FROM_COURT', 'READMISSION'])(
    'moves where she arrives in another of our prisons: %s',
    (reason) =>
      expect(received(receivedNotice({ prison: 'DWI', reason }), inside, { ...record, prison: 'DWI' }, first)).toEqual(
        doing({ do: 'move', caseId: 'case', move: { to: 'DWI', on: '2027-03-24' } }),
      ),
  );

  it('is not moved back by an arrival from before the last one', () => {
    const moved = { ...inside, openCase: { ...stay, prison: downview, hereSince: day('2027-03-25') } };
    expect(received(receivedNotice(), moved, record, first)).toEqual(nothing('overtaken'));
    const sameDay = { ...inside, openCase: { ...stay, prison: downview, hereSince: day('2027-03-24') } };
    const later = { lastMovement: at('2027-03-24T12:00:00Z') };
    expect(received(receivedNotice(), sameDay, record, later)).toEqual(nothing('overtaken'));
  });

  it('is not moved back on the day staff recorded her move, where her record says she is there', () => {
    const moved = { ...inside, openCase: { ...stay, prison: downview, hereSince: day('2027-03-24') } };
    expect(received(receivedNotice(), moved, { ...record, prison: 'DWI' }, first)).toEqual(nothing('overtaken'));
    expect(received(receivedNotice(), moved, record, first)).toMatchObject({ steps: [{ do: 'move' }] });
  });
});

describe('a woman who left', () => {
  it.each([
    ['recalled', 'recall', 'recall'],
    ['remand', 'new-charge', 'court'],
    ['sentenced', 'new-sentence', 'court'],
    ['immigration', 'other', 'other'],
  ] as const)('and is back as %s returns by %s', (legalStatus, reason, from) =>
    expect(received(receivedNotice(), out, { ...record, legalStatus }, first)).toEqual(
      doing({ do: 'return', caseId: 'case', reason, reception: { ...reception, legalStatus, from } }),
    ),
  );

  it('and was admitted again on an old booking returns for no new reason', () => {
    const old = { ...record, receptionDate: day('2027-03-01') };
    const steps = [{ do: 'return', reason: 'other' }];
    expect(received(receivedNotice({ reason: 'READMISSION' }), out, old, first)).toMatchObject({ steps });
    const admitted = { ...old, lastMovement: { type: 'ADM', on: day('2027-03-24') } };
    expect(received(receivedNotice({ reason: 'READMISSION' }), out, admitted, first)).toMatchObject({ steps });
  });

  describe('and whose release HMPPS has reversed', () => {
    const never = {
      ...record,
      receptionDate: day('2027-03-01'),
      lastMovement: { type: 'ADM', on: day('2027-03-01') },
    };
    const reversal = { reason: 'reversed-by-hmpps', on: '2027-03-24' };
    const readmitted = receivedNotice({ reason: 'READMISSION' });

    it.each(['remand', 'recalled', undefined] as const)(
      'had not left, on whatever footing she is held: %s',
      (legalStatus) =>
        expect(received(readmitted, out, { ...never, legalStatus }, first)).toEqual(
          doing({ do: 'reverse-release', caseId: 'case', reversal }),
        ),
    );

    it('is where her record says, though nobody has told that she moved there', () =>
      expect(received(receivedNotice({ prison: 'DWI' }), out, { ...never, prison: 'DWI' }, first)).toEqual(
        doing(
          { do: 'reverse-release', caseId: 'case', reversal },
          { do: 'move', caseId: 'case', move: { to: 'DWI', on: '2027-03-24' } },
        ),
      ));

    it('returns where her record has her move on the day she left, or after: then she may have left', () => {
      for (const on of ['2027-03-20', '2027-03-22'])
        expect(
          received(readmitted, out, { ...never, lastMovement: { type: 'ADM', on: day(on) } }, first),
        ).toMatchObject({ steps: [{ do: 'return' }] });
    });

    it('is told of once more without harm, and before the release itself', () => {
      expect(received(readmitted, inside, never, first)).toEqual(nothing('known-already'));
      expect(received(readmitted, inside, never, { lastMovement: at('2027-03-24T10:00:00Z') })).toEqual(
        nothing('known-already'),
      );
    });
  });

  it('is not brought back by what happened before she left', () => {
    const before = receivedNotice({ at: at('2027-03-19T10:00:00Z') });
    expect(received(before, out, record, first)).toEqual(nothing('overtaken'));
    const sameDay = receivedNotice({ at: at('2027-03-20T10:00:00Z') });
    expect(received(sameDay, out, record, { lastMovement: at('2027-03-20T15:00:00Z') })).toEqual(nothing('overtaken'));
    expect(received(sameDay, out, gone, first)).toEqual(nothing('overtaken'));
  });

  it('is back where she came in again on the day she left', () => {
    const sameDay = receivedNotice({ at: at('2027-03-20T18:00:00Z') });
    const released = { lastMovement: at('2027-03-20T10:00:00Z') };
    expect(received(sameDay, out, record, released)).toMatchObject({ steps: [{ do: 'return' }] });
  });
});
