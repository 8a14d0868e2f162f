import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

/**
 * A promise that an event store should keep, and that this one breaks: the test passes as long as it does, and fails with the
 * version that mends it, or when ours is no longer shown to keep it.
 *
 * @param {string} promise
 * @param {{ file: string, test: string }} ours the test that shows that ours keeps it, from the root of the repository
 * @param {() => Promise<void>} scenario asserts that the promise is kept
 */
export const breaks = (promise, ours, scenario) =>
  test(`breaks: ${promise} (kept by ours: ${ours.file}, '${ours.test}')`, async () => {
    const tests = readFileSync(new URL(`../../../${ours.file}`, import.meta.url), 'utf8');
    if (!tests.includes(ours.test)) throw new Error(`${ours.file} has no test '${ours.test}' any more.`);
    await assert.rejects(scenario, assert.AssertionError);
  });

/** Waits for a condition. After ten seconds that is a failure of the test, and no broken promise. */
export const until = async (condition) => {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`It did not come to pass within 10 seconds: ${condition}`);
    await setImmediate();
  }
};
