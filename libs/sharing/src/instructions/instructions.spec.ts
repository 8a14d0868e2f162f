import { date } from '@ttg/calendar';
import { NotFound, Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { councils, type GssCode } from '@ttg/reference';
import { doNotShareWith, instructionLifted, areasToAvoidRecorded } from '../events';
import { sharingRecord } from '../record/sharing-record';
import {
  forbidSharing,
  liftInstruction,
  NobodyNamed,
  recordAreasToAvoid,
  TooManyAreas,
  UnknownCouncil,
} from './instructions';

const given = specification(sharingRecord);
const caseId = '6f0f6f5e-1f0e-4c83-9a68-000000000001';
const instructionId = '6f0f6f5e-1f0e-4c83-9a68-000000000002';
const southwark = 'E09000028' as GssCode;
const today = date('2027-03-02');

describe('who must not know', () => {
  it('is a council, an organisation or a person, whose names are sealed', () =>
    given()
      .when(
        forbidSharing({
          caseId,
          instructionId,
          council: southwark,
          organisation: 'A synthetic employer',
          person: { name: 'Synthetic Person' },
        }),
      )
      .then(
        doNotShareWith({
          caseId,
          instructionId,
          council: southwark,
          organisation: Personal.of('A synthetic employer'),
          person: Personal.of({ name: 'Synthetic Person' }),
          why: undefined,
        }),
      ));

  it('is refused when nobody is named', () =>
    given().when(forbidSharing({ caseId, instructionId })).thenRefused(NobodyNamed));

  it('is refused for a council that never was', () =>
    given()
      .when(forbidSharing({ caseId, instructionId, council: 'E09999999' }))
      .thenRefused(UnknownCouncil, /E09000028/));
});

describe('a standing instruction', () => {
  const standing = doNotShareWith({ caseId, instructionId, council: southwark });

  it('is lifted', () =>
    given(standing)
      .when(liftInstruction({ caseId, instructionId }, today))
      .then(instructionLifted({ caseId, instructionId, on: '2027-03-02' as never })));

  it('is not lifted twice', () =>
    given(standing, instructionLifted({ caseId, instructionId, on: '2027-03-01' as never }))
      .when(liftInstruction({ caseId, instructionId }, today))
      .thenRefused(NotFound));
});

describe('areas to avoid', () => {
  it('are recorded all at once, each once', () =>
    given()
      .when(recordAreasToAvoid({ caseId, councils: [southwark, southwark] }))
      .then(areasToAvoidRecorded({ caseId, councils: [southwark], details: undefined })));

  it('can be none any more', () =>
    given()
      .when(recordAreasToAvoid({ caseId, councils: [] }))
      .then(areasToAvoidRecorded({ caseId, councils: [], details: undefined })));

  it('are refused where they would leave nowhere: counted once each', () => {
    const codes = councils.map(({ code }) => code);
    given()
      .when(recordAreasToAvoid({ caseId, councils: codes.slice(0, 61) }))
      .thenRefused(TooManyAreas);
    given()
      .when(recordAreasToAvoid({ caseId, councils: Array.from({ length: 61 }, () => southwark) }))
      .then(areasToAvoidRecorded({ caseId, councils: [southwark], details: undefined }));
  });
});
