import type { ScreeningFindings } from '@ttg/custody/events';

const answered = ['yes', 'no'];

/**
 * What stands after another screening. A question that was not asked this time stands as it was answered before: not asked is
 * no answer, so it takes none back. That it is not safe there stands until she says, in private, that it is.
 */
export const standingFindings = (now: ScreeningFindings, before: ScreeningFindings | undefined): ScreeningFindings =>
  before
    ? {
        homeOnRelease: asked(now.homeOnRelease, before.homeOnRelease),
        tenure: asked(now.tenure, before.tenure),
        tenancy: asked(now.tenancy, before.tenancy),
        rentPaidBy: asked(now.rentPaidBy, before.rentPaidBy),
        homeSafe: homeSafe(now, before),
        gp: asked(now.gp, before.gp),
        medicines: asked(now.medicines, before.medicines),
      }
    : now;

const asked = <T extends string>(now: T, before: T): T => (now === 'not-asked' ? before : now);

/** Yes is about the home that was meant then, and says nothing of another. */
const homeSafe = (now: ScreeningFindings, before: ScreeningFindings): ScreeningFindings['homeSafe'] => {
  if (answered.includes(now.homeSafe)) return now.homeSafe;
  if (before.homeSafe === 'no') return 'no';
  const isSameHome = asked(now.homeOnRelease, before.homeOnRelease) === before.homeOnRelease;
  return isSameHome ? asked(now.homeSafe, before.homeSafe) : now.homeSafe;
};
