import type { RealApp } from './real-app';

const resettlement = 'resettlement-bronzefield';

export interface ShownAsReleased {
  /** Her page. */
  readonly her: string;
  /** Where her release is taken back. */
  readonly form: string;
  /** Behind an address: as it is after all that was recorded first. */
  readonly after: string;
}

/** Maya Example, who is to leave on 31 March 2027 and was recorded as released on 19 February: that is today, from here on. */
export const shownAsReleased = async (real: RealApp): Promise<ShownAsReleased> => {
  const { personId = '' } = await real.done(resettlement, '/people/persons', {
    prisonNumber: 'A1234BC',
    names: { first: 'Maya', last: 'Example' },
    dateOfBirth: '1990-01-01',
    synthetic: true,
  });
  const reception = { personId, prison: 'BZI', receivedOn: '2027-01-11', from: 'court', legalStatus: 'sentenced' };
  const { caseId = '' } = await real.done(resettlement, '/custody/cases', reception);
  const custody = `/custody/cases/${caseId}`;
  const date = { date: '2027-03-31', type: 'CRD', source: 'calculation' };
  await real.done(resettlement, `${custody}/release-date`, date);
  await real.goTo('2027-02-19');
  const release = { on: '2027-02-19', from: 'prison', toAccommodation: 'not-known' };
  const { position = '' } = await real.done(resettlement, `${custody}/release`, release);
  const her = `/cases/${caseId}`;
  return { her, form: `${her}/custody/release-reversal`, after: `?after=${position}` };
};
