import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { openCaseReleased, openCaseReserved } from '../events';
import { caseId, nextCaseId, personId } from '../case/fixtures';
import { handOver, openCase, OpenCaseExists, release, reserve } from './open-case';

const given = specification(openCase);
const held = openCaseReserved({ personId, caseId });
const gone = openCaseReleased({ personId, caseId });
const next = openCaseReserved({ personId, caseId: nextCaseId });

describe('a woman without an open case', () => {
  it('gets one', () => given().when(reserve(personId, caseId)).then(held));
  it('has none to give up', () => given().when(release(personId, caseId)).thenNothing());
});

describe('a woman with an open case', () => {
  it('gets no second one, and is told which it is', () =>
    given(held).when(reserve(personId, nextCaseId)).thenRefused(OpenCaseExists, new RegExp(caseId)));
  it('keeps it when the same request comes again', () => given(held).when(reserve(personId, caseId)).thenNothing());
  it('hands its place to the next on her return', () =>
    given(held)
      .when(handOver(personId, caseId, nextCaseId))
      .then(gone, next));
  it('has it handed on once only', () =>
    given(held, gone, next)
      .when(handOver(personId, caseId, nextCaseId))
      .thenNothing());
  it('gets another when it was closed', () => given(held, gone).when(reserve(personId, nextCaseId)).then(next));
  it('does not lose it when another case is closed', () => given(next).when(release(personId, caseId)).thenNothing());
});
