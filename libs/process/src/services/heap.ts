/**
 * How much a service may hold, and how soon it gives back what it does not need. Alive in one are some 60 MB; by itself Node lets four
 * times as much pile up before it looks what is still needed, for it reckons with the memory of the whole machine, and what it frees,
 * the C library keeps. docs/performance.md has what this saves; docker-compose.yml says the same.
 */
export const heapOfServices = '--max-old-space-size=384 --max-semi-space-size=4';

/** Large buffers go back to the system when they are freed, and there are two heaps for them and not one for each thread. Of glibc. */
export const allocation = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

/** @returns the environment of a service with that; what it says already holds: of NODE_OPTIONS the last. */
export const withHeap = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: own } = environment;
  return { ...allocation, ...environment, NODE_OPTIONS: own ? `${heapOfServices} ${own}` : heapOfServices };
};
