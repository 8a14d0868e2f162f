import { execFileSync } from 'node:child_process';
import { allocation, heapOfServices, withHeap } from './heap';

const heapLimit = (env: NodeJS.ProcessEnv): number => {
  const say = `console.log(require('node:v8').getHeapStatistics().heap_size_limit / 2 ** 20)`;
  return Number(execFileSync(process.execPath, ['-e', say], { env: withHeap(env), encoding: 'utf8' }));
};

describe('the heap of a service', () => {
  it('is that of services, beside all else that it is told', () =>
    expect(withHeap({ DEMO: 'on', MALLOC_ARENA_MAX: '4' })).toEqual({
      ...allocation,
      DEMO: 'on',
      MALLOC_ARENA_MAX: '4',
      NODE_OPTIONS: heapOfServices,
    }));

  it('is what Node takes, and what an operator says where she says it', () => {
    expect(heapLimit({})).toBeLessThan(450);
    expect(heapLimit({ NODE_OPTIONS: '--max-old-space-size=1024' })).toBeGreaterThan(1_000);
  });
});
