import type { ProjectionReport, Position } from '@ttg/event-sourcing';
import { projectionsNotReady } from './not-ready';

const report = (more: Partial<ProjectionReport>): ProjectionReport => ({
  name: 'housing.cases',
  version: 3,
  liveVersion: 3,
  status: 'live',
  position: '12' as Position,
  rebuiltTo: undefined,
  lanes: 1,
  isRun: true,
  lag: 0,
  lagIsMore: false,
  secondsBehind: 0,
  caughtUp: true,
  parked: 0,
  flaggedCases: [],
  ...more,
});

describe('a projection is ready', () => {
  it.each([
    ['when it has taken all', {}],
    ['a minute behind', { lag: 900, secondsBehind: 60, caughtUp: false }],
    ['with something parked', { parked: 4 }],
    ['while an operator lets it stand still', { status: 'paused', secondsBehind: 7200 }],
    ['while it is rebuilt beside its live tables', { status: 'rebuilding' }],
  ] as const)('%s', (_, more) => expect(projectionsNotReady([report(more)])).toEqual([]));
});

describe('a projection is not ready', () => {
  it.each([
    ['further behind', { secondsBehind: 61.4 }, 'it is 61 seconds behind, and may be 60'],
    ['of another release', { liveVersion: 2 }, 'its tables are of version 2, and this release has 3'],
    ['not made yet', { liveVersion: undefined, status: 'not-started' }, 'its tables have not been made yet'],
  ] as const)('%s, and it is said which one', (_, more, why) =>
    expect(projectionsNotReady([report({}), report({ name: 'readiness.facts', ...more })])).toEqual([
      { part: 'readiness.facts', why },
    ]),
  );
});
