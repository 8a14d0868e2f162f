import type { TaskKind } from '../events';

const byPerson = new Set<TaskKind>([
  'ask-once-more',
  'tell-of-earlier-date',
  'tell-of-later-date',
  'accept-after-move',
  'weekend-plan',
  'make-safe-plan',
]);

/** Does a person say when it is done? All others end when the facts show it: a referral sent, a registration confirmed. */
export const endsByPerson = (kind: TaskKind): boolean => byPerson.has(kind);
