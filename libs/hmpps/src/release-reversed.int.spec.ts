import { eventually, HmppsApp } from '../../../test/contexts/hmpps';
import * as published from './testing/examples';
import { StubHmpps } from './testing/stub-hmpps';

jest.setTimeout(60_000);

/** Nothing here is about an HMPPS that is away: on a slow machine it is waited for. */
const patience = { answerMs: 20_000, repeats: 0, failures: 50, restMs: 10 };

let stub: StubHmpps;
let app: HmppsApp;

beforeAll(async () => {
  stub = await StubHmpps.start();
  app = await HmppsApp.start({ ...stub.settings, patience }, '2027-03-24');
}, 120_000);
afterAll(async () => {
  await app.close();
  await stub.stop();
});

let made = 0;
/** A prison number nobody has had. */
const newNumber = (): string => `D${String((made += 1)).padStart(4, '0')}ZZ`;

const settled = (outcome: string) => ({ state: 'done', outcome });

describe('a woman whose release HMPPS reverses', () => {
  /** Her record while she is inside: once the release is reversed, no trace of it is left there. */
  const neverLeft = {
    ...{ legalStatus: 'SENTENCED', sentenceStartDate: '2027-03-01', receptionDate: '2027-03-01' },
    lastMovementDate: '2027-03-01',
  };
  const isInAgain = (she: string): void => stub.prisoner(she, neverLeft);
  const isOut = (she: string, lastMovementDate: string): void =>
    stub.prisoner(she, {
      ...{ ...neverLeft, inOutStatus: 'OUT', prisonId: 'OUT' },
      ...{ lastMovementTypeCode: 'REL', lastMovementReasonCode: 'CR', lastMovementDate },
    });
  /** Sentenced on 1 March, released on 20 March at 10. @returns her number */
  const releasedWoman = async (): Promise<string> => {
    const she = newNumber();
    stub.prisoner(she, neverLeft);
    stub.sentenceDates({ conditionalReleaseDate: '2027-09-24' });
    expect(await app.told(published.received(she, '2027-03-01T10:00:05Z'))).toMatchObject(settled('applied'));
    isOut(she, '2027-03-20');
    expect(await app.told(published.released(she, '2027-03-20T10:00:05Z'))).toMatchObject(settled('applied'));
    return she;
  };
  /** Her one case, as soon as the list has it. */
  const herCase = async (she: string): Promise<Awaited<ReturnType<HmppsApp['case']>>> => {
    let found: Awaited<ReturnType<HmppsApp['cases']>> = [];
    await eventually(async () => {
      found = await app.cases(she);
      expect(found).toHaveLength(1);
    });
    return found[0] ?? {};
  };
  const readmitted = (she: string, at: string) => published.received(she, at, { reason: 'READMISSION' });

  it('is in custody in the same case, under her date, and nothing told late or twice lets her out', async () => {
    const she = await releasedWoman();
    isInAgain(she);
    expect(await app.told(readmitted(she, '2027-03-20T10:30:05Z'))).toMatchObject(settled('applied'));
    expect(await app.told(readmitted(she, '2027-03-20T10:31:05Z'))).toMatchObject(settled('known-already'));
    expect(await app.told(published.delayedReleased(she, '2027-03-20T10:00:10Z'))).toMatchObject(settled('overtaken'));
    const only = await herCase(she);
    expect(only).toMatchObject({
      status: 'in-custody',
      releaseDate: { date: '2027-09-24' },
      reversedReleases: [
        { releasedOn: '2027-03-20', reason: 'reversed-by-hmpps', recordedBy: { organisation: 'hmpps' } },
      ],
    });
    expect(only).not.toHaveProperty('released');
  });

  it('was never out where the reversal is told before the release', async () => {
    const she = newNumber();
    stub.prisoner(she, neverLeft);
    await app.told(published.received(she, '2027-03-01T10:00:05Z'));
    expect(await app.told(readmitted(she, '2027-03-20T10:30:05Z'))).toMatchObject(settled('known-already'));
    expect(await app.told(published.released(she, '2027-03-20T10:00:05Z'))).toMatchObject(settled('overtaken'));
    expect(await herCase(she)).toMatchObject({ status: 'in-custody', reversedReleases: [] });
  });

  it('is released once more when she leaves', async () => {
    const she = await releasedWoman();
    isInAgain(she);
    await app.told(readmitted(she, '2027-03-20T10:30:05Z'));
    isOut(she, '2027-03-22');
    expect(await app.told(published.released(she, '2027-03-22T10:00:05Z'))).toMatchObject(settled('applied'));
    expect(await herCase(she)).toMatchObject({ status: 'released', released: { on: '2027-03-22' } });
  });

  it('is in custody by the word of staff, and HMPPS’s late word of that release does not let her out', async () => {
    const she = await releasedWoman();
    const { caseId } = await herCase(she);
    const reversal = { reason: 'recorded-in-error', on: '2027-03-24' };
    await app
      .staff()
      .post(`/api/v1/custody/cases/${String(caseId)}/release-reversal`, reversal)
      .expect(200);
    const late = published.delayedReleased(she, '2027-03-20T10:01:00Z');
    expect(await app.told(late)).toMatchObject(settled('overtaken'));
    expect(await herCase(she)).toMatchObject({ status: 'in-custody' });
  });

  it('but was reached outside waits for a person: she may have left after all', async () => {
    const she = await releasedWoman();
    const { caseId } = await herCase(she);
    const contact = { at: '2027-03-21T10:00:00Z', route: 'safe-phone' };
    await app
      .staff()
      .post(`/api/v1/custody/cases/${String(caseId)}/contact-after-release`, contact)
      .expect(200);
    isInAgain(she);
    const message = await app.tell(readmitted(she, '2027-03-22T10:30:05Z'));
    expect(await app.actedOn(message)).toMatchObject({ state: 'waiting', outcome: 'reached-outside' });
  });
});
