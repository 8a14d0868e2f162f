import { type Asked, objectIn } from './asking';

/** How all services stand together: an installation goes on while one of them is away. */
export interface WholeHealth {
  readonly status: 'up' | 'degraded' | 'down';
  readonly services: Readonly<Record<string, object>>;
  /** Of all of them, where they were asked for. */
  readonly projections?: readonly unknown[];
}

const away = { status: 'down' };

/** @returns what to tell of all services, and the status of the answer: 503 when none can be used. */
export const wholeHealth = (asked: readonly Asked[]): { readonly status: number; readonly body: WholeHealth } => {
  const told = asked.map(([service, answered]) => [service, answered ? objectIn(answered) : away] as const);
  const all = told.map(([, { status }]) => status);
  const status = all.every((one) => one === 'up') ? 'up' : all.every((one) => one === 'down') ? 'down' : 'degraded';
  const lists = told.flatMap(([, one]) => ('projections' in one ? [one.projections] : []));
  const services = told.map(([service, one]) => {
    const { projections: _, ...rest } = { projections: undefined, ...one };
    return [service, rest] as const;
  });
  return {
    status: status === 'down' ? 503 : 200,
    body: {
      status,
      services: Object.fromEntries(services),
      ...(lists.length > 0 && { projections: oncePerName(lists.flat()) }),
    },
  };
};

/** One that several services may run stands in the list of each. */
export const oncePerName = (projections: readonly unknown[]): readonly unknown[] => {
  const nameOf = (one: unknown): unknown => (one as { readonly name?: unknown } | undefined)?.name;
  return [...new Map(projections.map((one) => [nameOf(one), one])).values()];
};
