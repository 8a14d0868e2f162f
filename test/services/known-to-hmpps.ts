import type { StubHmpps } from '../../libs/hmpps/src/testing/stub-hmpps';

/** A day of every playing's last story that is past. */
export const afterTheStories = '2027-10-01';

/** A synthetic woman whom HMPPS knows, one of whom it says too little, and one whom it does not know yet. */
export const she = { prisonNumber: 'A7351HX', first: 'HEDVIGA', last: 'SYNTHETHORN', dateOfBirth: '1987-03-09' };
export const ofNoStatus = {
  prisonNumber: 'A7352HX',
  first: 'OTTILINA',
  last: 'SYNTHEBRIAR',
  dateOfBirth: '1986-05-11',
};
export const notKnown = { prisonNumber: 'A7353HX' };

/** Everything that says who they are, as HMPPS writes it and as we do. */
export const ofThoseTold: readonly string[] = [she, ofNoStatus, notKnown]
  .flatMap((one) => Object.values(one))
  .flatMap((value) => [value, value.charAt(0) + value.slice(1).toLowerCase()]);

/** @param receptionDate `2027-10-01` */
export const knownToHmpps = (hmpps: StubHmpps, receptionDate: string): void => {
  for (const { prisonNumber, first, last, dateOfBirth } of [she, ofNoStatus]) {
    const legalStatus = prisonNumber === she.prisonNumber ? 'REMAND' : 'UNKNOWN';
    hmpps.prisoner(prisonNumber, { firstName: first, lastName: last, dateOfBirth, legalStatus, receptionDate });
  }
};
