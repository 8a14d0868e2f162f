import type { StoredEvent } from '@ttg/event-sourcing';
import { deepEqual, ok } from 'node:assert/strict';
import { runCommand } from '../../../support/built-app';
import type { Installation } from '../installation';
import type { Acknowledged, Writers } from '../writers';

/** So many of those that were answered at once are sent again; of those that had to be repeated, all. */
const fewAtRandom = 20;

const isOurs = ({ type }: StoredEvent): boolean => !type.startsWith('readiness.');

/** Every acknowledged request is in the store once, and nothing is there of which nobody was told. */
export const acknowledgedOnce = (events: readonly StoredEvent[], acknowledged: readonly Acknowledged[]): void => {
  const written = new Map<string, StoredEvent[]>();
  for (const event of events.filter(isOurs)) {
    const { correlationId } = event.metadata;
    written.set(correlationId, [...(written.get(correlationId) ?? []), event]);
  }
  for (const { key, path, told } of acknowledged) {
    const its = written.get(key) ?? [];
    ok(
      its.some(({ position }) => position === told.position),
      `${path} was acknowledged at ${told.position} and is not there.`,
    );
    const kinds = its.map(({ stream, type }) => `${stream} ${type}`);
    deepEqual(kinds, [...new Set(kinds)], `${path} (${key}) was written twice.`);
    written.delete(key);
  }
  deepEqual([...written.values()].flat(), [], 'Of this nobody was told that it was written.');
};

/** An honest repeat is answered as the request was. */
export const repeatsTellTheSame = async (writers: Writers): Promise<void> => {
  const [often, once] = [writers.acknowledged.filter(({ attempts }) => attempts > 1), writers.acknowledged];
  const every = Math.ceil(once.length / fewAtRandom);
  for (const request of [...often, ...once.filter((_, index) => index % every === 0)]) await writers.repeat(request);
};

/** Streams have no gap, and the order of all has none that goes back. */
export const streamsAreWhole = (events: readonly StoredEvent[]): void => {
  const next = new Map<string, number>();
  for (const { stream, revision } of events) {
    deepEqual(revision, next.get(stream) ?? 0, `Stream ${stream} has a gap or a fork.`);
    next.set(stream, revision + 1);
  }
  deepEqual(new Set(events.map(({ id }) => id)).size, events.length, 'An id stands twice in the store.');
};

/** The chain of hashes has no fault. */
export const chainHolds = async ({ env }: Installation): Promise<void> => {
  const { exitCode, output } = await runCommand(env, 'store', 'verify', '--json');
  ok(exitCode === 0, `store verify: ${output}`);
  deepEqual((JSON.parse(output) as { faults: unknown }).faults, []);
};
