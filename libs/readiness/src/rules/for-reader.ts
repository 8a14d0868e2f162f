import type { Audience } from '../events';
import type { FactsUsed } from './finding';

/** Facts that list several things, some of which are not every reader's to know. */
const lists = new Set(['missing', 'toAccept', 'broken', 'dueMoved']);

/** The things a reader works towards (E.4): of all others she is told nothing. Who is not named here reads the whole list. */
const theirs: Readonly<Partial<Record<Audience, ReadonlySet<string>>>> = {
  'council-housing': new Set([
    'accommodation',
    'bed',
    'call-slot',
    'contact-route',
    'duty-to-refer',
    'find-accommodation',
    'make-duty-to-refer',
  ]),
  'prison-healthcare': new Set([
    'accommodation',
    'appointment',
    'arrange-gp',
    'bed',
    'find-accommodation',
    'gp',
    'medicines',
    'sort-medicines',
  ]),
};

/** What an alert looked at, without the things that are not this reader's. */
export const factsFor = (facts: FactsUsed, reader: Audience): FactsUsed => {
  const known = theirs[reader];
  if (!known) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      lists.has(name) && typeof value === 'string' ? onlyThose(value, known) : value,
    ]),
  );
};

/** `gp, medicines`, or with a day each: `arrange-gp 2027-03-24`. */
const onlyThose = (list: string, known: ReadonlySet<string>): string =>
  list
    .split(', ')
    .filter((thing) => known.has(thing.split(' ')[0] ?? ''))
    .join(', ');
