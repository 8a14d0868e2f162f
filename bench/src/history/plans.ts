import type { CasePlan } from './case-story';

/** About how many events a case has from reception to its end. */
const eventsOfClosedCase = 32.5;
const eventsOfOpenCase = 17.5;
/** Open cases were received over the last so many days. */
const openFor = 95;

/**
 * The cases of a history of about so many events: those that are open, as many in every history, and behind them the closed
 * ones of as many years as it takes, at the same pace.
 */
export const plans = (openCases: number, events: number): readonly CasePlan[] => {
  const closedCases = Math.max(Math.round((events - openCases * eventsOfOpenCase) / eventsOfClosedCase), 0);
  const perDay = openCases / openFor;
  const open = Array.from({ length: openCases }, (_, index): CasePlan => {
    const received = -5 - Math.floor(index / perDay);
    return { index, received, release: 1 + ((index * 37) % 180) };
  });
  const closed = Array.from({ length: closedCases }, (_, index): CasePlan => {
    const received = -180 - Math.floor(index / perDay);
    return { index, received, release: received + 100 + (index % 60) };
  });
  return [...open, ...closed];
};
