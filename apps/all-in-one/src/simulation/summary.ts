import { EventStore, type Position } from '@ttg/event-sourcing';
import { type Cohort, nameOf } from './cohort/cohort';

/** What a simulation wrote. */
export interface Summary extends Cohort {
  /** How many events, those of the rules among them. */
  readonly events: number;
  /** By type, the most frequent first. */
  readonly byType: Readonly<Record<string, number>>;
  /** Of real time. */
  readonly seconds: number;
}

const page = 2000;

/** @param after the position of the store before it began */
export const summarise = async (
  store: EventStore,
  cohort: Cohort,
  { after, seconds }: { readonly after: Position | undefined; readonly seconds: number },
): Promise<Summary> => {
  const counts = new Map<string, number>();
  for (let at = after; ;) {
    const { events, upTo } = await store.readAll({ after: at, limit: page });
    for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
    if (events.length < page) break;
    at = upTo;
  }
  const sorted = [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b, 'en-GB'));
  const events = sorted.reduce((sum, [, count]) => sum + count, 0);
  return { ...cohort, events, byType: Object.fromEntries(sorted), seconds: Math.round(seconds * 10) / 10 };
};

/** @returns what a person is told. */
export const inWords = (summary: Summary): string => {
  const { events, seconds, byType } = summary;
  if (events === 0) return `The ${nameOf(summary)} stands here already. Open it with: npm start`;
  const alerts = byType['readiness.alert-raised'] ?? 0;
  return `A ${nameOf(summary)}: ${events} events, ${alerts} alerts, in ${seconds} s. Open it with: npm start`;
};
