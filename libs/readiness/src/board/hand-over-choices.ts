import type { Audience } from '../events';
import { audienceInWords } from '../rules';
import type { TaskLine } from './board-view';

const handsOver: readonly Audience[] = [
  'prison-resettlement',
  'prison-healthcare',
  'probation-practitioner',
  'council-housing',
];

/** To whom a task may be given: every other role that has tasks. */
export const handOverChoices = (owner: Audience): TaskLine['handOverTo'] =>
  handsOver.filter((role) => role !== owner).map((to) => ({ to, words: audienceInWords[to] }));
