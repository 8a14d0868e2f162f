import type { INestApplicationContext } from '@nestjs/common';
import { EventStore, type Position, ProjectionRebuild } from '@ttg/event-sourcing';
import { statements } from '@ttg/event-sourcing/postgres/statements';
import type { Client } from 'pg';
import { figure, timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { timed } from '../frame/timing';
import { connect } from '../ground/connect';

const page = 1_000;

/** The whole history read through the store, and the facts made of it, beside the bare keyset-paged SELECT of the same rows. */
export const replays = async (app: INestApplicationContext, url: string): Promise<Contest> => {
  const client = await connect(url);
  const store = app.get(EventStore);
  const rate = async (work: () => Promise<number>): Promise<number> => {
    let events = 0;
    const milliseconds = await timed(async () => (events = await work()));
    return (events / milliseconds) * 1000;
  };
  return {
    samplers: {
      select: () => rate(() => selectAll(client)),
      replay: () => rate(() => readAll(store)),
      rebuild: () => rate(async () => (await app.get(ProjectionRebuild).rebuild('readiness.facts')) ?? 0),
    },
    figures: (of) => [
      figure({
        work: 'replay',
        value: of('replay'),
        unit: 'events/s',
        baseline: of('select'),
        goal: timesBaseline(0.7),
      }),
      figure({
        work: 'rebuild readiness facts',
        value: of('rebuild'),
        unit: 'events/s',
        baseline: of('replay'),
        goal: timesBaseline(0.15),
      }),
    ],
    end: () => client.end(),
  };
};

/** As fast as pg can read it: its rows are arrays, which are made sooner than objects. @returns how many events there are */
export const selectAll = async (client: Client): Promise<number> => {
  let [count, after] = [0, '-1'];
  for (;;) {
    const values = [after, page];
    const { rows } = await client.query<[position: string]>({ ...statements.readAll, values, rowMode: 'array' });
    count += rows.length;
    after = rows.at(-1)?.[0] ?? after;
    if (rows.length < page) return count;
  }
};

const readAll = async (store: EventStore): Promise<number> => {
  let count = 0;
  let after: Position | undefined;
  for (;;) {
    const { events, upTo } = await store.readAll({ after, limit: page });
    count += events.length;
    after = upTo;
    if (events.length < page) return count;
  }
};
